package io.amcinsights.cli.samples;

import org.jspecify.annotations.Nullable;

/**
 * One sample object and what must become of it.
 *
 * @param folder {@code amc} or {@code bad}: the folder of {@code samples} it lies in
 * @param tenant customerId of the tenant whose bucket it belongs to
 * @param key its key there
 * @param state final state of its delivery
 * @param reason a part of the reason its delivery must carry; null when none is needed
 * @param table the table its rows go to; null when it has none
 * @param rows rows that must be in the table because of it
 * @param purchases sum of its column {@code purchases}; 0 when it has none
 * @param columns columns its header names; empty when it makes no rows
 */
@SuppressWarnings("ArrayRecordComponent") // Samples are told apart by path, never compared.
public record SampleFile(
    String folder,
    String tenant,
    String key,
    byte[] content,
    String state,
    @Nullable String reason,
    @Nullable String table,
    int rows,
    long purchases,
    java.util.List<String> columns) {

  static SampleFile committed(String tenant, String key, Csv csv, byte[] content, String table) {
    return new SampleFile(
        "amc",
        tenant,
        key,
        content,
        "COMMITTED",
        null,
        table,
        csv.rows(),
        csv.sum("purchases"),
        csv.header());
  }

  static SampleFile other(
      String folder, String tenant, String key, byte[] content, String state, String reason) {
    return new SampleFile(
        folder, tenant, key, content, state, reason, null, 0, 0, java.util.List.of());
  }

  /** Where it lies under {@code samples}. */
  public String path() {
    return folder + "/" + tenant + "/" + key;
  }
}
