package io.amcinsights.infra;

import java.util.List;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions.ResourceProperty;
import software.constructs.Construct;

/** A grant of Lake Formation: {@code Grant.onTables(database).of("SELECT").to(scope, id, role)}. */
record Grant(ResourceProperty resource, List<String> permissions, List<String> passedOn) {

  static Grant onDatabase(String database) {
    return on(
        ResourceProperty.builder()
            .database(
                CfnPrincipalPermissions.DatabaseResourceProperty.builder()
                    .catalogId(Aws.ACCOUNT_ID)
                    .name(database)
                    .build()));
  }

  /** All tables of a database, also those to come. */
  static Grant onTables(String database) {
    return on(
        ResourceProperty.builder()
            .table(
                CfnPrincipalPermissions.TableResourceProperty.builder()
                    .catalogId(Aws.ACCOUNT_ID)
                    .databaseName(database)
                    .tableWildcard(new TreeMap<>())
                    .build()));
  }

  /** Making tables that lie there. */
  static Grant onLocation(String arn) {
    return on(
        ResourceProperty.builder()
            .dataLocation(
                CfnPrincipalPermissions.DataLocationResourceProperty.builder()
                    .catalogId(Aws.ACCOUNT_ID)
                    .resourceArn(arn)
                    .build()));
  }

  /** An LF-tag with all its values. */
  static Grant onTag(String key) {
    return on(
        ResourceProperty.builder()
            .lfTag(
                CfnPrincipalPermissions.LFTagKeyResourceProperty.builder()
                    .catalogId(Aws.ACCOUNT_ID)
                    .tagKey(key)
                    .tagValues(List.of("*"))
                    .build()));
  }

  private static Grant on(ResourceProperty.Builder resource) {
    return new Grant(resource.build(), List.of(), List.of());
  }

  Grant of(String... actions) {
    return new Grant(resource, List.of(actions), passedOn);
  }

  /** What the principal may grant to others in turn. */
  Grant passingOn(String... actions) {
    return new Grant(resource, permissions, List.of(actions));
  }

  CfnPrincipalPermissions to(Construct scope, String id, String principal) {
    return CfnPrincipalPermissions.Builder.create(scope, id)
        .catalog(Aws.ACCOUNT_ID)
        .principal(
            CfnPrincipalPermissions.DataLakePrincipalProperty.builder()
                .dataLakePrincipalIdentifier(principal)
                .build())
        .resource(resource)
        .permissions(permissions)
        .permissionsWithGrantOption(passedOn)
        .build();
  }
}
