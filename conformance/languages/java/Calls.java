import io.github.cdk8s.istiooneagent.ServiceEntry;
import io.github.cdk8s.istiooneagent.ServicePort;
import io.github.cdk8s.istiooneagent.Sidecar;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Size;

/** Equal to typescript/calls.ts: java Calls cdk8s|library NAMESPACES. */
public class Calls {
  public static void main(String[] args) {
    App app = new App();
    ApiObject object = null;
    ServiceEntry entry = null;
    for (int index = 0; index < Integer.parseInt(args[1]); index++) {
      String name = String.format("team-%03d", index);
      Chart chart = new Chart(app, name, ChartProps.builder().namespace(name).build());
      if (args[0].equals("cdk8s")) {
        object = callCdk8s(chart, object);
      } else {
        entry = callLibrary(chart, name, entry);
      }
    }
  }

  private static ApiObject callCdk8s(Chart chart, ApiObject first) {
    Size.mebibytes(1);
    ApiObject service = ApiObject.Builder.create(chart, "Service").apiVersion("v1").kind("Service").build();
    ApiObject config = ApiObject.Builder.create(chart, "Config").apiVersion("v1").kind("ConfigMap").build();
    config.addDependency(service);
    config.addDependency(first == null ? service : first);
    return first == null ? service : first;
  }

  private static ServiceEntry callLibrary(Chart chart, String name, ServiceEntry first) {
    ServiceEntry api = ServiceEntry.Builder.create(chart, "Api")
        .hosts(List.of("api." + name + ".example"))
        .ports(List.of(ServicePort.https()))
        .build();
    Sidecar sidecar = new Sidecar(chart, "Sidecar");
    sidecar.allowEgressTo(api);
    sidecar.allowEgressTo(first == null ? api : first);
    return first == null ? api : first;
  }
}
