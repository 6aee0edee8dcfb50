package io.amcinsights.core.governance.lakeformation;

import static java.util.stream.Collectors.joining;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.governance.TableGovernance;
import io.amcinsights.core.table.Governed;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/**
 * The LF-tag {@code {prefix}-tenant} on the table, a data cells filter for each tenant somebody is
 * limited to, and SELECT on that filter. The tags of team and dataset come from the database, from
 * which tables inherit them.
 */
public final class LakeFormationGovernance implements TableGovernance {

  private static final String TENANT_TAG = "-tenant";

  /** The column that says whose row it is. */
  private static final String TENANT_COLUMN = "customer_hash";

  private final LakeFormationClient client;
  private final Supplier<String> account;
  private final String tag;
  private final Patience patience;

  /**
   * Makes one.
   *
   * @param account whose catalog it is; asked for when a filter is made
   * @param tags what the names of LF-tags begin with
   */
  public LakeFormationGovernance(
      LakeFormationClient client, Supplier<String> account, String tags) {
    this(client, account, tags, Patience.Pause::jittered);
  }

  LakeFormationGovernance(
      LakeFormationClient client, Supplier<String> account, String tags, Patience.Pause pause) {
    this.client = client;
    this.account = account;
    this.tag = tags + TENANT_TAG;
    this.patience = new Patience(pause);
  }

  @Override
  public void govern(String table, Governed governed) {
    var name = new Name(table);
    // Lake Formation keeps values in lower case, whatever is written.
    String value = governed.tenant().toLowerCase(Locale.ROOT);
    allow(value);
    attach(name, value);
    // Before anything is granted on it, a filter must exist.
    governed.grants().stream()
        .map(Governed.Grant::tenant)
        .distinct()
        .forEach(tenant -> filter(name, tenant));
    governed.grants().forEach(grant -> grant(name, grant));
  }

  /** Two may add a value at once, and the second one to come finds it. */
  private void allow(String value) {
    patience.call(
        "add value '%s' to tag %s".formatted(value, tag),
        () -> {
          List<String> values = client.getLFTag(it -> it.tagKey(tag)).tagValues();
          return values.contains(value)
              ? values
              : client.updateLFTag(it -> it.tagKey(tag).tagValuesToAdd(value));
        });
  }

  private void attach(Name table, String value) {
    AddLfTagsToResourceResponse answer =
        patience.call(
            "give table %s the tag %s=%s".formatted(table.text, tag, value),
            () ->
                client.addLFTagsToResource(
                    it ->
                        it.resource(
                                on ->
                                    on.table(
                                        its -> its.databaseName(table.database).name(table.table)))
                            .lfTags(LFTagPair.builder().tagKey(tag).tagValues(value).build())));
    // An answer of success may say what failed.
    if (answer.hasFailures() && !answer.failures().isEmpty()) {
      throw new UnavailableException(
          "Table %s did not get the tag %s=%s: %s",
          table.text,
          tag,
          value,
          answer.failures().stream()
              .map(it -> it.error() == null ? "no reason" : it.error().errorMessage())
              .collect(joining("; ")));
    }
  }

  private void filter(Name table, String tenant) {
    patience.call(
        "make the filter %s on table %s".formatted(tenant, table.text),
        () -> {
          try {
            return client.createDataCellsFilter(
                it ->
                    it.tableData(
                        data ->
                            data.tableCatalogId(account.get())
                                .databaseName(table.database)
                                .tableName(table.table)
                                .name(tenant)
                                .rowFilter(row -> row.filterExpression(rowsOf(tenant)))
                                .columnWildcard(ColumnWildcard.builder().build())));
          } catch (AlreadyExistsException e) {
            // The name says all there is in it.
            return e;
          }
        });
  }

  private static String rowsOf(String tenant) {
    return "%s = '%s'".formatted(TENANT_COLUMN, tenant.replace("'", "''"));
  }

  private void grant(Name table, Governed.Grant grant) {
    patience.call(
        "let %s read rows of %s in table %s"
            .formatted(grant.principal(), grant.tenant(), table.text),
        () ->
            client.grantPermissions(
                it ->
                    it.principal(who -> who.dataLakePrincipalIdentifier(grant.principal()))
                        .permissions(Permission.SELECT)
                        .resource(
                            on ->
                                on.dataCellsFilter(
                                    filter ->
                                        filter
                                            .tableCatalogId(account.get())
                                            .databaseName(table.database)
                                            .tableName(table.table)
                                            .name(grant.tenant())))));
  }

  /** {@code {database}.{table}}, taken apart. */
  private static final class Name {

    private final String text;
    private final String database;
    private final String table;

    Name(String text) {
      int dot = text.indexOf('.');
      this.text = text;
      this.database = text.substring(0, dot);
      this.table = text.substring(dot + 1);
    }
  }
}
