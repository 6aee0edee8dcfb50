package io.amcinsights.core.governance.lakeformation;

import io.amcinsights.core.governance.OptIns;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWildcard;

/** Opt-ins of Lake Formation: one for the database, one for all its tables. */
public final class LakeFormationOptIns implements OptIns {

  private final LakeFormationClient client;
  private final Patience patience;

  public LakeFormationOptIns(LakeFormationClient client) {
    this(client, Patience.Pause::jittered);
  }

  LakeFormationOptIns(LakeFormationClient client, Patience.Pause pause) {
    this.client = client;
    this.patience = new Patience(pause);
  }

  @Override
  public void add(String principal, String database) {
    for (Resource resource : of(database)) {
      patience.call(
          "opt %s in for database %s".formatted(principal, database),
          () -> {
            try {
              return client.createLakeFormationOptIn(
                  it -> it.principal(who(principal)).resource(resource));
            } catch (InvalidInputException e) {
              if (isOptedIn(principal, resource)) {
                return e;
              }
              throw e;
            }
          });
    }
  }

  @Override
  public void remove(String principal, String database) {
    for (Resource resource : of(database)) {
      patience.call(
          "opt %s out for database %s".formatted(principal, database),
          () -> {
            try {
              return client.deleteLakeFormationOptIn(
                  it -> it.principal(who(principal)).resource(resource));
            } catch (EntityNotFoundException e) {
              return e;
            } catch (InvalidInputException e) {
              if (!isOptedIn(principal, resource)) {
                return e;
              }
              throw e;
            }
          });
    }
  }

  private boolean isOptedIn(String principal, Resource resource) {
    return !client
        .listLakeFormationOptIns(it -> it.principal(who(principal)).resource(resource))
        .lakeFormationOptInsInfoList()
        .isEmpty();
  }

  private static List<Resource> of(String database) {
    return List.of(
        Resource.builder().database(it -> it.name(database)).build(),
        Resource.builder()
            .table(it -> it.databaseName(database).tableWildcard(TableWildcard.builder().build()))
            .build());
  }

  private static DataLakePrincipal who(String principal) {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(principal).build();
  }
}
