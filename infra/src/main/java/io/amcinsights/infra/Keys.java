package io.amcinsights.infra;

import java.util.List;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The keys of the installation: one for what customers own, one for what we know about it. */
final class Keys {

  /** What DynamoDB's documentation asks of whoever reads and writes a sealed table. */
  static final List<String> TABLE_ACTIONS =
      List.of("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*");

  /** Reading objects of a sealed bucket. */
  static final List<String> READ_ACTIONS = List.of("kms:Decrypt");

  /** Writing them as well; multipart uploads also decrypt. */
  static final List<String> WRITE_ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey");

  /** Log groups of Glue's jobs. */
  static final String GLUE_LOGS = "/aws-glue/jobs/*";

  private Keys() {}

  /** A key that rotates and, like the data it seals, outlives its stack. */
  static Key create(Construct scope, String id, String description) {
    return Key.Builder.create(scope, id)
        .description(description)
        .enableKeyRotation(true)
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }

  /** Lets CloudWatch seal what Glue's jobs log. */
  static void openToGlueLogs(Key key) {
    Stack stack = Stack.of(key);
    TreeMap<String, Object> logs = new TreeMap<>();
    logs.put(
        "kms:EncryptionContext:aws:logs:arn",
        stack.formatArn(
            ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .resourceName(GLUE_LOGS)
                .build()));
    TreeMap<String, Object> conditions = new TreeMap<>();
    conditions.put("ArnLike", logs);
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new ServicePrincipal("logs." + Aws.REGION + ".amazonaws.com")))
            .actions(TABLE_ACTIONS)
            .resources(List.of("*"))
            .conditions(conditions)
            .build());
  }

  /** Use of the key through one service only. */
  static PolicyStatement viaService(Key key, String service, List<String> actions) {
    TreeMap<String, Object> through = new TreeMap<>();
    through.put("kms:ViaService", service + "." + Aws.REGION + "." + Aws.URL_SUFFIX);
    TreeMap<String, Object> conditions = new TreeMap<>();
    conditions.put("StringEquals", through);
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(key.getKeyArn()))
        .conditions(conditions)
        .build();
  }
}
