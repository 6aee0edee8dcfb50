package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.ICfnConditionExpression;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/**
 * A template that provisioning, or the owner of another account, instantiates: it needs no
 * bootstrap, has no assets and imports nothing, so that it can be handed to CloudFormation as text.
 */
abstract class TextTemplate extends Stack {

  private final LakeNames names;

  TextTemplate(Construct scope, LakeNames names, String name, String description) {
    super(
        scope,
        name,
        StackProps.builder()
            .description("AMC data lake: " + description + " of " + names.prefix())
            .synthesizer(new BootstraplessSynthesizer())
            .build());
    this.names = names;
    Tags.of(this).add("lake:installation", names.installation());
    Tags.of(this).add("lake:environment", names.environment());
  }

  LakeNames names() {
    return names;
  }

  CfnParameter.Builder text(String name, String description) {
    return CfnParameter.Builder.create(this, name).type("String").description(description);
  }

  CfnParameter accountNamed(String name, String description) {
    return text(name, description).allowedPattern("[0-9]{12}").build();
  }

  CfnParameter regionNamed(String name, String description) {
    return text(name, description).allowedPattern("[a-z]{2}(-[a-z]+)+-[0-9]").build();
  }

  /** The region of the installation, whose bus gets the events. */
  CfnParameter homeRegion() {
    return regionNamed("HomeRegion", "Region of the installation");
  }

  CfnParameter truth(String name, String description, String otherwise) {
    return text(name, description)
        .allowedValues(List.of("true", "false"))
        .defaultValue(otherwise)
        .build();
  }

  CfnCondition condition(String name, ICfnConditionExpression expression) {
    return CfnCondition.Builder.create(this, name).expression(expression).build();
  }

  /** Says something of a stack, under this very name. */
  CfnOutput output(String name, String value) {
    CfnOutput output = CfnOutput.Builder.create(this, name + "Output").value(value).build();
    output.overrideLogicalId(name);
    return output;
  }
}
