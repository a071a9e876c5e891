import io.github.cdk8s.istiooneagent.ConnectionInfo;
import io.github.cdk8s.istiooneagent.DynaKube;
import io.github.cdk8s.istiooneagent.DynaKubeMode;
import io.github.cdk8s.istiooneagent.OneAgentEgress;
import io.github.cdk8s.istiooneagent.ServiceEntry;
import io.github.cdk8s.istiooneagent.ServicePort;
import io.github.cdk8s.istiooneagent.Sidecar;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.Deployment;

public class QuickStart {
  public static void main(String[] args) {
    App app = new App();

    Chart monitoring = new Chart(app, "monitoring", ChartProps.builder().namespace("dynatrace").build());
    DynaKube dynakube = DynaKube.Builder.create(monitoring, "DynaKube")
        .apiUrl("https://abc12345.live.dynatrace.com/api")
        .mode(DynaKubeMode.cloudNativeFullStack())
        .build();
    OneAgentEgress oneAgent = OneAgentEgress.Builder.create(monitoring, "OneAgentEgress")
        .dynakube(dynakube)
        .connectionInfo(ConnectionInfo.fromFile("connection-info.json"))
        .build();

    Chart shop = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
    Deployment.Builder.create(shop, "Web")
        .containers(List.of(ContainerProps.builder().image("registry.example/web:1.0").build()))
        .build();
    ServiceEntry payments = ServiceEntry.Builder.create(shop, "Payments")
        .hosts(List.of("api.payments.example"))
        .ports(List.of(ServicePort.https()))
        .build();
    new Sidecar(shop, "Sidecar").allowEgressTo(payments, oneAgent);

    app.synth();
  }
}
