package io.amcinsights.core.governance.lakeformation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AccessDeniedException;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.lakeformation.model.ConcurrentModificationException;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInResponse;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilterResource;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInResponse;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagResponse;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;
import software.amazon.awssdk.services.lakeformation.model.LFTagError;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLakeFormationOptInsResponse;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagResponse;

/** Lake Formation as far as the lake asks it: what exists, what is refused and with which error. */
final class FakeLakeFormation implements LakeFormationClient {

  final Map<String, Set<String>> tags = new LinkedHashMap<>();
  final Map<String, Map<String, String>> tagged = new LinkedHashMap<>();
  final Map<DataCellsFilterResource, DataCellsFilter> filters = new LinkedHashMap<>();
  final Map<String, Set<DataCellsFilterResource>> selects = new LinkedHashMap<>();
  final Set<String> optIns = new HashSet<>();
  final List<String> calls = new ArrayList<>();

  /** How many calls from now on meet a conflict. */
  int conflicts;

  boolean denied;

  private void called(String name) {
    calls.add(name);
    if (denied) {
      throw AccessDeniedException.builder().message("Insufficient permissions").build();
    }
    if (conflicts > 0) {
      conflicts--;
      throw ConcurrentModificationException.builder().message("Try again").build();
    }
  }

  @Override
  public GetLfTagResponse getLFTag(GetLfTagRequest request) {
    called("getLFTag");
    return GetLfTagResponse.builder().tagValues(values(request.tagKey())).build();
  }

  private Set<String> values(String key) {
    Set<String> values = tags.get(key);
    if (values == null) {
      throw EntityNotFoundException.builder().message("No tag " + key).build();
    }
    return values;
  }

  @Override
  public UpdateLfTagResponse updateLFTag(UpdateLfTagRequest request) {
    called("updateLFTag");
    Set<String> values = values(request.tagKey());
    if (!values.addAll(request.tagValuesToAdd())) {
      throw InvalidInputException.builder().message("The value exists").build();
    }
    return UpdateLfTagResponse.builder().build();
  }

  @Override
  public AddLfTagsToResourceResponse addLFTagsToResource(AddLfTagsToResourceRequest request) {
    called("addLFTagsToResource");
    TableResource table = request.resource().table();
    List<LFTagError> failures = new ArrayList<>();
    for (LFTagPair pair : request.lfTags()) {
      if (values(pair.tagKey()).containsAll(pair.tagValues())) {
        tagged
            .computeIfAbsent(table.databaseName() + "." + table.name(), it -> new LinkedHashMap<>())
            .put(pair.tagKey(), pair.tagValues().get(0));
      } else {
        failures.add(
            LFTagError.builder().lfTag(pair).error(it -> it.errorMessage("No such value")).build());
      }
    }
    return AddLfTagsToResourceResponse.builder().failures(failures).build();
  }

  @Override
  public CreateDataCellsFilterResponse createDataCellsFilter(CreateDataCellsFilterRequest request) {
    called("createDataCellsFilter");
    DataCellsFilter data = request.tableData();
    if (filters.putIfAbsent(resource(data), data) != null) {
      throw AlreadyExistsException.builder().message("The filter exists").build();
    }
    return CreateDataCellsFilterResponse.builder().build();
  }

  private static DataCellsFilterResource resource(DataCellsFilter data) {
    return DataCellsFilterResource.builder()
        .tableCatalogId(data.tableCatalogId())
        .databaseName(data.databaseName())
        .tableName(data.tableName())
        .name(data.name())
        .build();
  }

  @Override
  public GrantPermissionsResponse grantPermissions(GrantPermissionsRequest request) {
    called("grantPermissions");
    DataCellsFilterResource filter = request.resource().dataCellsFilter();
    if (!filters.containsKey(filter)) {
      throw EntityNotFoundException.builder().message("No such filter").build();
    }
    selects
        .computeIfAbsent(request.principal().dataLakePrincipalIdentifier(), it -> new HashSet<>())
        .add(filter);
    return GrantPermissionsResponse.builder().build();
  }

  @Override
  public CreateLakeFormationOptInResponse createLakeFormationOptIn(
      CreateLakeFormationOptInRequest request) {
    called("createLakeFormationOptIn");
    String principal = request.principal().dataLakePrincipalIdentifier();
    if (!optIns.add(optIn(principal, request.resource()))) {
      throw InvalidInputException.builder().message("Opted in already").build();
    }
    return CreateLakeFormationOptInResponse.builder().build();
  }

  @Override
  public DeleteLakeFormationOptInResponse deleteLakeFormationOptIn(
      DeleteLakeFormationOptInRequest request) {
    called("deleteLakeFormationOptIn");
    String principal = request.principal().dataLakePrincipalIdentifier();
    if (!optIns.remove(optIn(principal, request.resource()))) {
      throw EntityNotFoundException.builder().message("Not opted in").build();
    }
    return DeleteLakeFormationOptInResponse.builder().build();
  }

  @Override
  public ListLakeFormationOptInsResponse listLakeFormationOptIns(
      ListLakeFormationOptInsRequest request) {
    calls.add("listLakeFormationOptIns");
    String principal = request.principal().dataLakePrincipalIdentifier();
    return optIns.contains(optIn(principal, request.resource()))
        ? ListLakeFormationOptInsResponse.builder()
            .lakeFormationOptInsInfoList(LakeFormationOptInsInfo.builder().build())
            .build()
        : ListLakeFormationOptInsResponse.builder().build();
  }

  static String optIn(String principal, Resource resource) {
    return resource.database() != null
        ? principal + " " + resource.database().name()
        : principal + " " + resource.table().databaseName() + ".*";
  }

  void tag(String key, String... values) {
    tags.put(key, new TreeSet<>(List.of(values)));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
