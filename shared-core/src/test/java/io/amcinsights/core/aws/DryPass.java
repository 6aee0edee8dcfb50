package io.amcinsights.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.Map;

/** Makes a pass as it is made before a snapshot, where nobody may be asked anything. */
public final class DryPass {

  private DryPass() {}

  /** An environment with these variables, each set to a word. */
  public static Map<String, String> environment(String... names) {
    Map<String, String> environment = new HashMap<>();
    for (String name : names) {
      environment.put(name, "dry");
    }
    return environment;
  }

  /** What ended the pass; null when it came to its end. */
  public static Throwable end(Map<String, String> environment, Priming.Pass pass) {
    try (var network = new NoNetwork()) {
      FunctionContext dry = new FunctionContext(environment, new DryClients());
      Throwable end = catchThrowable(() -> pass.run(dry));
      assertThat(network.asked()).isEmpty();
      return end;
    }
  }
}
