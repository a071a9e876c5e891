import io.github.cdk8s.istiooneagent.ConnectionInfo;
import io.github.cdk8s.istiooneagent.DynaKube;
import io.github.cdk8s.istiooneagent.DynaKubeMode;
import io.github.cdk8s.istiooneagent.OneAgentEgress;
import io.github.cdk8s.istiooneagent.ServiceEntry;
import io.github.cdk8s.istiooneagent.ServicePort;
import io.github.cdk8s.istiooneagent.Sidecar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.Deployment;

/** Equal to typescript/checks.ts: java Checks error|override|larger [TEAMS]. */
public class Checks {
  /** Overrides the method that the library frames. */
  public static class Announced extends App {
    @Override
    public void synth() {
      super.synth();
      write("announced.txt", "done\n");
    }
  }

  /** Overrides the method that the library replaces while an app is synthesized. */
  public static class Noted extends Chart {
    public Noted(App scope, String name, ChartProps props) {
      super(scope, name, props);
    }

    @Override
    public List<Object> toJson() {
      List<Object> objects = new ArrayList<>(super.toJson());
      objects.add(sorted(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", sorted(Map.of("name", "note", "namespace", getNamespace())))));
      return objects;
    }
  }

  private static Map<String, Object> sorted(Map<String, Object> fields) {
    return new TreeMap<>(fields);
  }

  public static void main(String[] args) {
    String check = args[0];
    App app = check.equals("override") ? new Announced() : new App();
    OneAgentEgress oneAgent = oneAgentOf(app);
    int count = !check.equals("larger") ? 1 : args.length > 1 ? Integer.parseInt(args[1]) : 200;
    for (int index = 0; index < count; index++) {
      String name = String.format("team-%03d", index);
      ChartProps props = ChartProps.builder().namespace(name).build();
      Chart team = check.equals("override") ? new Noted(app, name, props) : new Chart(app, name, props);
      addTeam(team, name, check.equals("error") ? null : oneAgent);
    }
    try {
      app.synth();
    } catch (RuntimeException error) {
      write("error.txt", error.getMessage());
    }
  }

  private static OneAgentEgress oneAgentOf(App app) {
    Chart monitoring = new Chart(app, "monitoring", ChartProps.builder().namespace("dynatrace").build());
    DynaKube dynakube = DynaKube.Builder.create(monitoring, "DynaKube")
        .apiUrl("https://abc12345.live.dynatrace.com/api")
        .mode(DynaKubeMode.cloudNativeFullStack())
        .build();
    return OneAgentEgress.Builder.create(monitoring, "OneAgentEgress")
        .dynakube(dynakube)
        .connectionInfo(ConnectionInfo.fromFile("connection-info.json"))
        .build();
  }

  private static void addTeam(Chart team, String name, OneAgentEgress oneAgent) {
    Deployment.Builder.create(team, "Web")
        .containers(List.of(ContainerProps.builder().image("registry.example/web:1.0").build()))
        .build();
    ServiceEntry api = ServiceEntry.Builder.create(team, "Api")
        .hosts(List.of("api." + name + ".example"))
        .ports(List.of(ServicePort.https()))
        .build();
    Sidecar sidecar = new Sidecar(team, "Sidecar");
    sidecar.allowEgressTo(api);
    if (oneAgent != null) {
      sidecar.allowEgressTo(oneAgent);
    }
  }

  private static void write(String file, String text) {
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
