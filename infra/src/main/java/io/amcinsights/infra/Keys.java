package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The keys of the installation: one for what customers own, one for what we know about it and about
 * ourselves. A third, for what is delivered, has a stack of its own.
 */
final class Keys {

  /** What DynamoDB's documentation asks of whoever reads and writes a sealed table. */
  static final List<String> TABLE_ACTIONS =
      List.of("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*");

  /** What CloudWatch's documentation asks for log groups. */
  private static final List<String> LOG_ACTIONS =
      List.of(
          "kms:Decrypt*",
          "kms:Describe*",
          "kms:Encrypt*",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*");

  /** What a publisher to a sealed topic needs. */
  private static final List<String> TOPIC_ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey*");

  /** Reading objects of a sealed bucket. */
  static final List<String> READ_ACTIONS = List.of("kms:Decrypt");

  /** Writing them as well; multipart uploads also decrypt. */
  static final List<String> WRITE_ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey");

  private Keys() {}

  /** A key that rotates and, like the data it seals, outlives its stack. */
  static Key create(Construct scope, String id, LakeNames names, String key, String description) {
    return Key.Builder.create(scope, id)
        .description(description)
        .alias(names.keyAlias(key))
        .enableKeyRotation(true)
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }

  /** Lets CloudWatch seal log groups of these names. */
  static void openToLogs(Key key, List<String> groups) {
    open(
        key,
        "LogGroups",
        LOG_ACTIONS,
        new ServicePrincipal("logs." + Aws.REGION + ".amazonaws.com"),
        Conditions.of(
            "ArnLike",
            "kms:EncryptionContext:aws:logs:arn",
            groups.stream().map(it -> Arns.of("logs", "log-group:" + it)).toList()));
    // Step Functions has its logs delivered.
    open(
        key,
        "LogDelivery",
        LOG_ACTIONS,
        new ServicePrincipal("delivery.logs.amazonaws.com"),
        Conditions.all(
            "StringEquals",
            "aws:SourceAccount",
            Aws.ACCOUNT_ID,
            "ArnLike",
            "aws:SourceArn",
            Arns.of("logs", "*")));
  }

  /** Lets services publish to topics that are sealed with the key, for this account. */
  static void openToPublishers(Key key, List<String> services) {
    for (String service : services) {
      open(
          key,
          "Publishes" + service.substring(0, service.indexOf('.')),
          TOPIC_ACTIONS,
          new ServicePrincipal(service),
          Conditions.of("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID));
    }
  }

  private static void open(
      Key key,
      String sid,
      List<String> actions,
      IPrincipal principal,
      Map<String, Object> conditions) {
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid(sid)
            .principals(List.of(principal))
            .actions(actions)
            .resources(List.of("*"))
            .conditions(conditions)
            .build());
  }

  /** Use of the key through one service only. */
  static PolicyStatement viaService(Key key, String service, List<String> actions) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(key.getKeyArn()))
        .conditions(
            Conditions.of(
                "StringEquals",
                "kms:ViaService",
                service + "." + Aws.REGION + "." + Aws.URL_SUFFIX))
        .build();
  }
}
