package io.amcinsights.stageb;

import io.amcinsights.core.packaging.LambdaJarContract;
import java.util.List;

/** The deployed jar of this module. */
class StageBJarIT extends LambdaJarContract {

  @Override
  protected long limitMebibytes() {
    return 200;
  }

  @Override
  protected List<String> handlers() {
    return List.of(
        "io.amcinsights.stageb.PlanLoadHandler",
        "io.amcinsights.stageb.LoadTableHandler",
        "io.amcinsights.stageb.FinishLoadHandler",
        "io.amcinsights.stageb.FailLoadHandler",
        "io.amcinsights.stageb.SweeperHandler");
  }
}
