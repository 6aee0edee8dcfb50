package io.amcinsights.core.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.transform.Profile.Column;
import io.amcinsights.core.transform.Profile.Dialect;
import io.amcinsights.core.transform.Profile.Misfit;
import io.amcinsights.core.transform.Profile.Spelling;
import io.amcinsights.core.transform.Profile.Stored;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The format of {@link Profile}, {@code profile.json}; fields that are null are left out. */
public final class ProfileJson {

  private static final String WHAT = "Profile";
  private static final int VERSION = 2;

  private ProfileJson() {}

  public static Profile read(String text) {
    JsonNode node = Json.read(WHAT, text);
    Json.expectVersion(WHAT, node, VERSION);
    return new Profile(
        node.hasNonNull("dialect") ? dialect(Json.child(node, "dialect")) : null,
        Json.number(node, "rows"),
        Json.number(node, "filteredRows"),
        Json.number(node, "rejectedRows"),
        Json.list(node, "columns", ProfileJson::column));
  }

  private static Dialect dialect(JsonNode node) {
    return new Dialect(
        Json.text(node, "delimiter"),
        Json.text(node, "quote"),
        Json.text(node, "escape"),
        Json.text(node, "compression"));
  }

  private static Column column(JsonNode node) {
    return new Column(
        Json.text(node, "source"),
        Json.text(node, "name"),
        Json.number(node, "nulls"),
        node.hasNonNull("type") ? ColumnType.of(Json.text(node, "type")) : null,
        misfits(node.path("misfits")),
        misfits(node.path("filteredMisfits")),
        node.hasNonNull("stored") ? stored(Json.child(node, "stored")) : Stored.TEXT);
  }

  private static Stored stored(JsonNode node) {
    return new Stored(
        ColumnType.of(Json.text(node, "type")),
        Spelling.valueOf(Json.text(node, "spelling").toUpperCase(Locale.ROOT)),
        (int) Json.number(node, "scale"));
  }

  private static Map<ColumnType, Misfit> misfits(JsonNode node) {
    Map<ColumnType, Misfit> misfits = new EnumMap<>(ColumnType.class);
    node.properties()
        .forEach(
            misfit ->
                misfits.put(
                    ColumnType.of(misfit.getKey()),
                    new Misfit(
                        Json.number(misfit.getValue(), "line"),
                        Json.text(misfit.getValue(), "value"))));
    return misfits;
  }

  public static String write(Profile profile) {
    ObjectNode node = Json.versioned(VERSION);
    writeDialect(node, profile.dialect());
    node.put("rows", profile.rows())
        .put("filteredRows", profile.filteredRows())
        .put("rejectedRows", profile.rejectedRows());
    ArrayNode columns = node.putArray("columns");
    profile.columns().forEach(column -> write(columns.addObject(), column));
    return Json.write(node);
  }

  private static void writeDialect(ObjectNode node, @Nullable Dialect dialect) {
    if (dialect != null) {
      node.putObject("dialect")
          .put("delimiter", dialect.delimiter())
          .put("quote", dialect.quote())
          .put("escape", dialect.escape())
          .put("compression", dialect.compression());
    }
  }

  private static void write(ObjectNode node, Column column) {
    node.put("source", column.source()).put("name", column.name()).put("nulls", column.nulls());
    ColumnType type = column.type();
    if (type != null) {
      node.put("type", type.wireName());
    }
    write(node, "misfits", column.misfits());
    write(node, "filteredMisfits", column.filteredMisfits());
    Stored stored = column.stored();
    if (!stored.equals(Stored.TEXT)) {
      node.putObject("stored")
          .put("type", stored.type().wireName())
          .put("spelling", stored.spelling().name().toLowerCase(Locale.ROOT))
          .put("scale", stored.scale());
    }
  }

  private static void write(ObjectNode column, String name, Map<ColumnType, Misfit> misfits) {
    if (misfits.isEmpty()) {
      return;
    }
    ObjectNode node = column.putObject(name);
    for (ColumnType type : ColumnType.values()) {
      Misfit misfit = misfits.get(type);
      if (misfit != null) {
        node.putObject(type.wireName()).put("line", misfit.line()).put("value", misfit.value());
      }
    }
  }
}
