package io.amcinsights.local;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInResponse;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInResponse;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagResponse;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagResponse;

/**
 * Remembers what it is told, until the process ends: who may read what is enforced by AWS alone,
 * and every tag is taken as deployed.
 */
final class LocalLakeFormation implements LakeFormationClient {

  private final Map<String, Set<String>> tags = new ConcurrentHashMap<>();
  private final Set<String> filters = ConcurrentHashMap.newKeySet();

  @Override
  public GetLfTagResponse getLFTag(GetLfTagRequest request) {
    return GetLfTagResponse.builder()
        .tagKey(request.tagKey())
        .tagValues(values(request.tagKey()))
        .build();
  }

  @Override
  public UpdateLfTagResponse updateLFTag(UpdateLfTagRequest request) {
    values(request.tagKey()).addAll(request.tagValuesToAdd());
    return UpdateLfTagResponse.builder().build();
  }

  private Set<String> values(String key) {
    return tags.computeIfAbsent(key, it -> ConcurrentHashMap.newKeySet());
  }

  @Override
  public AddLfTagsToResourceResponse addLFTagsToResource(AddLfTagsToResourceRequest request) {
    return AddLfTagsToResourceResponse.builder().build();
  }

  @Override
  public CreateDataCellsFilterResponse createDataCellsFilter(CreateDataCellsFilterRequest request) {
    DataCellsFilter filter = request.tableData();
    if (!filters.add(String.join(" ", filter.databaseName(), filter.tableName(), filter.name()))) {
      throw AlreadyExistsException.builder()
          .message("Filter %s exists on %s".formatted(filter.name(), filter.tableName()))
          .build();
    }
    return CreateDataCellsFilterResponse.builder().build();
  }

  @Override
  public GrantPermissionsResponse grantPermissions(GrantPermissionsRequest request) {
    return GrantPermissionsResponse.builder().build();
  }

  @Override
  public CreateLakeFormationOptInResponse createLakeFormationOptIn(
      CreateLakeFormationOptInRequest request) {
    return CreateLakeFormationOptInResponse.builder().build();
  }

  @Override
  public DeleteLakeFormationOptInResponse deleteLakeFormationOptIn(
      DeleteLakeFormationOptInRequest request) {
    return DeleteLakeFormationOptInResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return LakeFormationClient.SERVICE_NAME;
  }

  @Override
  public void close() {}
}
