package io.amcinsights.core.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.transform.Profile.Column;
import io.amcinsights.core.transform.Profile.Dialect;
import io.amcinsights.core.transform.Profile.Misfit;
import java.util.EnumMap;
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
        misfits(node.path("filteredMisfits")));
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
