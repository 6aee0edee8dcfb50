package io.amcinsights.local.deploy;

import java.util.Map;
import java.util.Set;

/** SSM parameters: kept by the deployer, read by other templates. */
final class SsmParameterProvider implements Provider {

  static final String TYPE = "AWS::SSM::Parameter";

  @Override
  public Properties properties() {
    return new Properties(
        Set.of("Name", "Type", "Value"),
        Set.of("AllowedPattern", "DataType", "Description", "Tags", "Tier"));
  }

  @Override
  public Placed place(Request request) {
    return Placed.of(
        request.name("Name"), Map.of("Type", request.text("Type"), "Value", request.text("Value")));
  }
}
