package io.amcinsights.routing;

import io.amcinsights.core.packaging.LambdaJarContract;
import java.util.List;

/** The deployed jar of this module. */
class RoutingJarIT extends LambdaJarContract {

  /** The clients of S3, DynamoDB, SQS, Step Functions, STS and Lake Formation alone take 36. */
  @Override
  protected long limitMebibytes() {
    return 61;
  }

  @Override
  protected List<String> handlers() {
    return List.of(
        "io.amcinsights.routing.RouteObjectsHandler",
        "io.amcinsights.routing.StartStageHandler",
        "io.amcinsights.routing.ReconcilerHandler",
        "io.amcinsights.routing.RegisterHandler");
  }
}
