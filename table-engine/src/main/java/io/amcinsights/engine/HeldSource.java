package io.amcinsights.engine;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;

/**
 * A delivery whose rows a table holds, as its lineage columns say. In the order of partitions and
 * objects.
 *
 * @param object empty for rows another program wrote without lineage
 */
record HeldSource(
    String object, String version, String customer, String year, String month, Instant modified)
    implements Comparable<HeldSource>, Serializable {

  private static final Comparator<HeldSource> ORDER =
      Comparator.comparing(HeldSource::customer)
          .thenComparing(HeldSource::year)
          .thenComparing(HeldSource::month)
          .thenComparing(HeldSource::object)
          .thenComparing(HeldSource::version)
          .thenComparing(HeldSource::modified);

  /** What each of the files holds, with the count of rows. */
  static List<Map<HeldSource, Long>> in(DuckSession duck, Schema schema, List<Path> files) {
    List<Map<HeldSource, Long>> sources = new ArrayList<>();
    files.forEach(any -> sources.add(new TreeMap<>()));
    duck.query(
        """
        SELECT coalesce(source_object, '') AS o, coalesce(source_version, '') AS v, \
        coalesce(customer_hash, '') AS c, coalesce(export_year, '') AS y, \
        coalesce(export_month, '') AS m, file_last_modified AS t, file_index AS f, count(*) AS n \
        FROM %s GROUP BY ALL"""
            .formatted(ParquetSql.read(schema, files)),
        row -> sources.get(row.getInt("f")).put(of(row), row.getLong("n")));
    return sources;
  }

  @Override
  public int compareTo(HeldSource other) {
    return ORDER.compare(this, other);
  }

  private static HeldSource of(ResultSet row) throws SQLException {
    LocalDateTime modified = row.getObject("t", LocalDateTime.class);
    return new HeldSource(
        row.getString("o"),
        row.getString("v"),
        row.getString("c"),
        row.getString("y"),
        row.getString("m"),
        modified == null ? Instant.EPOCH : modified.toInstant(ZoneOffset.UTC));
  }

  /**
   * The delivery again, as it was when it was loaded.
   *
   * @param bytes about
   */
  LoadManifest.Entry entry(String stageBucket, Dataset dataset, String table, long bytes) {
    DeliveryRef delivery = new DeliveryRef(ObjectId.parse(object), version);
    return new LoadManifest.Entry(
        delivery,
        0,
        false,
        PreStage.of(stageBucket, dataset, table, delivery).folder(),
        null,
        bytes,
        customer,
        year,
        month,
        modified);
  }

  /** SQL that holds for rows of these sources. */
  static String condition(List<HeldSource> sources) {
    String pairs =
        sources.stream()
            .map(it -> "(%s, %s)".formatted(Sql.text(it.object()), Sql.text(it.version())))
            .collect(Collectors.joining(", "));
    return "(coalesce(source_object, ''), coalesce(source_version, '')) IN (%s)".formatted(pairs);
  }
}
