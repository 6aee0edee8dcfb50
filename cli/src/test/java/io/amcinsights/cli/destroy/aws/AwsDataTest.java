package io.amcinsights.cli.destroy.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.FakeTelling;
import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.cli.destroy.Resource;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.paginators.ListResourceTagsIterable;

class AwsDataTest {

  private static final Resource DATABASE =
      new Resource("AWS::Glue::Database", "demoteam_amcdataset", true);
  private static final Resource TABLE =
      new Resource("AWS::DynamoDB::Table", "amclake-dev-objects", true);
  private static final Resource KEY = new Resource("AWS::KMS::Key", "key-1", true);

  private Map<String, String> tags =
      Map.of("lake:installation", "amclake", "lake:environment", "dev");
  private String description = "Dataset demoteam_amcdataset of amclake-dev";
  private final List<String> calls = new ArrayList<>();
  private boolean there = true;
  private boolean locked;

  @Test
  void aTableLosesItsProtectionAndGoes() {
    remove(TABLE);

    assertThat(calls).containsExactly("protection false", "table amclake-dev-objects");
  }

  @Test
  void aKeyGoesAfterTheLongestTimeToChangeOnesMind() {
    remove(KEY);

    assertThat(calls).containsExactly("key key-1 in 30 days");
    assertThat(data().look(KEY)).isEqualTo(State.GONE);
  }

  @Test
  void aDatabaseGoesWithItsTables() {
    remove(DATABASE);

    assertThat(calls).containsExactly("database demoteam_amcdataset");
  }

  @Test
  void whatIsNotThereIsGone() {
    there = false;

    assertThat(List.of(TABLE, DATABASE))
        .allSatisfy(it -> assertThat(data().look(it)).isEqualTo(State.GONE));
  }

  @Test
  void whatBelongsToAnotherEnvironmentOrNobodyIsForeign() {
    tags = Map.of("lake:installation", "amclake", "lake:environment", "prod");
    description = "Dataset demoteam_amcdataset of amclake-prod";

    assertThat(List.of(TABLE, KEY, DATABASE))
        .allSatisfy(it -> assertThat(data().look(it)).isEqualTo(State.FOREIGN));
  }

  @Test
  void whatAwsRefusesIsToldWithItsReason() {
    locked = true;

    assertThatThrownBy(() -> remove(DATABASE))
        .isInstanceOf(DestroyException.class)
        .hasMessageContaining("AWS::Glue::Database demoteam_amcdataset stays")
        .hasMessageContaining("AccessDeniedException: Lake Formation says no");
  }

  private void remove(Resource it) {
    assertThat(data().look(it)).isEqualTo(State.OURS);
    data().remove(it, FakeTelling.to(new ArrayList<>()));
  }

  private AwsData data() {
    return new AwsData(
        new KeptDatabases(new Glue(), LakeNames.DEFAULT),
        new KeptTables(new Dynamo(), LakeNames.DEFAULT),
        new KeptBuckets(new VersionedBucket(tags), LakeNames.DEFAULT),
        new KeptKeys(new Kms(), LakeNames.DEFAULT));
  }

  private final class Glue implements GlueClient {

    @Override
    public GetDatabaseResponse getDatabase(GetDatabaseRequest request) {
      if (!there) {
        throw EntityNotFoundException.builder().build();
      }
      return GetDatabaseResponse.builder().database(it -> it.description(description)).build();
    }

    @Override
    public DeleteDatabaseResponse deleteDatabase(DeleteDatabaseRequest request) {
      if (locked) {
        throw GlueException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("AccessDeniedException")
                    .errorMessage("Lake Formation says no")
                    .build())
            .build();
      }
      calls.add("database " + request.name());
      return DeleteDatabaseResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "glue";
    }

    @Override
    public void close() {}
  }

  private final class Dynamo implements DynamoDbClient {

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      if (!there) {
        throw ResourceNotFoundException.builder().build();
      }
      return DescribeTableResponse.builder().table(it -> it.tableArn("arn")).build();
    }

    @Override
    public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
      return ListTagsOfResourceResponse.builder()
          .tags(
              tags.entrySet().stream()
                  .map(
                      it ->
                          software.amazon.awssdk.services.dynamodb.model.Tag.builder()
                              .key(it.getKey())
                              .value(it.getValue())
                              .build())
                  .toList())
          .build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
      calls.add("protection " + request.deletionProtectionEnabled());
      return UpdateTableResponse.builder().build();
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
      calls.add("table " + request.tableName());
      return DeleteTableResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private final class Kms implements KmsClient {

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
      return DescribeKeyResponse.builder()
          .keyMetadata(
              it -> it.deletionDate(calls.isEmpty() ? null : java.time.Instant.EPOCH).keyId("k"))
          .build();
    }

    @Override
    public ListResourceTagsIterable listResourceTagsPaginator(ListResourceTagsRequest it) {
      return new ListResourceTagsIterable(this, it);
    }

    @Override
    public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
      return ListResourceTagsResponse.builder()
          .tags(
              tags.entrySet().stream()
                  .map(
                      it ->
                          software.amazon.awssdk.services.kms.model.Tag.builder()
                              .tagKey(it.getKey())
                              .tagValue(it.getValue())
                              .build())
                  .toList())
          .build();
    }

    @Override
    public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
      calls.add("key %s in %d days".formatted(request.keyId(), request.pendingWindowInDays()));
      return ScheduleKeyDeletionResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "kms";
    }

    @Override
    public void close() {}
  }
}
