package io.amcinsights.tps.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Adds to the settings of an adopted bucket what a tenant needs, and changes nothing else of them.
 *
 * <p>S3 knows no change of a part: everything is read, and written again with what was missing.
 * Somebody who writes at the same moment may win; the next look at the tenant says so.
 */
public final class MergedSettings {

  private static final int NOT_FOUND = 404;
  private static final String STATEMENTS = "Statement";

  private final ProvisioningClients clients;

  public MergedSettings(ProvisioningClients clients) {
    this.clients = clients;
  }

  /**
   * Lets a bucket tell EventBridge of its objects and AMC write into it.
   *
   * @param deliverer account that AMC delivers from
   * @param sid names the statement that is added; letters and digits
   */
  public void add(String region, String bucket, String deliverer, String sid) {
    S3Client s3 = clients.s3(region);
    announce(s3, bucket);
    ObjectNode policy = policy(s3, bucket).orElseGet(MergedSettings::emptyPolicy);
    ObjectNode others = without(policy, sid);
    if (!BucketPolicy.admits(Json.write(others), deliverer)) {
      ((ArrayNode) others.path(STATEMENTS)).add(statement(bucket, deliverer, sid));
    }
    put(s3, bucket, policy, others);
  }

  /** Takes the statement away again; that events are sent others may need as well. */
  public void remove(String region, String bucket, String sid) {
    S3Client s3 = clients.s3(region);
    policy(s3, bucket).ifPresent(it -> put(s3, bucket, it, without(it, sid)));
  }

  private static void announce(S3Client s3, String bucket) {
    GetBucketNotificationConfigurationResponse now =
        call(
            "read the notifications of bucket " + bucket,
            () -> s3.getBucketNotificationConfiguration(it -> it.bucket(bucket)));
    if (now.eventBridgeConfiguration() != null) {
      return;
    }
    NotificationConfiguration more =
        NotificationConfiguration.builder()
            .topicConfigurations(now.topicConfigurations())
            .queueConfigurations(now.queueConfigurations())
            .lambdaFunctionConfigurations(now.lambdaFunctionConfigurations())
            .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
            .build();
    call(
        "add EventBridge to the notifications of bucket " + bucket,
        () ->
            s3.putBucketNotificationConfiguration(
                it ->
                    it.bucket(bucket)
                        .notificationConfiguration(more)
                        // What is there was accepted once; this is not the time to ask again.
                        .skipDestinationValidation(true)));
  }

  private static Optional<ObjectNode> policy(S3Client s3, String bucket) {
    try {
      String text =
          call(
                  "read the policy of bucket " + bucket,
                  () -> s3.getBucketPolicy(it -> it.bucket(bucket)))
              .policy();
      return Optional.of((ObjectNode) Json.read("policy of bucket " + bucket, text));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ObjectNode emptyPolicy() {
    ObjectNode policy = Json.object().put("Version", "2012-10-17");
    policy.putArray(STATEMENTS);
    return policy;
  }

  /** A policy's statements are a list, or one. */
  private static ObjectNode without(ObjectNode policy, String sid) {
    ObjectNode others = policy.deepCopy();
    ArrayNode kept = others.putArray(STATEMENTS);
    JsonNode statements = policy.path(STATEMENTS);
    Iterable<JsonNode> all = statements.isArray() ? statements : List.of(statements);
    all.forEach(
        it -> {
          if (!it.path("Sid").asText().equals(sid)) {
            kept.add(it);
          }
        });
    return others;
  }

  private static ObjectNode statement(String bucket, String deliverer, String sid) {
    ObjectNode statement = Json.object().put("Sid", sid).put("Effect", "Allow");
    statement
        .putObject("Principal")
        .putArray("AWS")
        .add(deliverer)
        .add(BucketPolicy.AMAZON_DELIVERY_ACCOUNT);
    statement.putArray("Action").add("s3:PutObject").add("s3:PutObjectAcl");
    return statement.put("Resource", "arn:aws:s3:::" + bucket + "/*");
  }

  private static void put(S3Client s3, String bucket, ObjectNode before, ObjectNode after) {
    if (after.equals(before)) {
      return;
    }
    if (after.path(STATEMENTS).isEmpty()) {
      call(
          "delete the empty policy of bucket " + bucket,
          () -> s3.deleteBucketPolicy(it -> it.bucket(bucket)));
      return;
    }
    call(
        "write the policy of bucket " + bucket,
        () -> s3.putBucketPolicy(it -> it.bucket(bucket).policy(Json.write(after))));
  }

  private static <T> T call(String what, Supplier<T> call) {
    return AwsErrors.call(what, call);
  }
}
