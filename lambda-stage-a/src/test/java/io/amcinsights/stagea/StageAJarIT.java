package io.amcinsights.stagea;

import io.amcinsights.core.packaging.LambdaJarContract;
import java.util.List;

/** The deployed jar of this module. */
class StageAJarIT extends LambdaJarContract {

  @Override
  protected long limitMebibytes() {
    return 200;
  }

  @Override
  protected List<String> handlers() {
    return List.of(
        "io.amcinsights.stagea.LightTransformHandler", "io.amcinsights.stagea.FailStageAHandler");
  }
}
