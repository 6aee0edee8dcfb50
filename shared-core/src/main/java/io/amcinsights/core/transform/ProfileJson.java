package io.amcinsights.core.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.transform.Profile.Column;
import io.amcinsights.core.transform.Profile.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The format of {@link Profile}, {@code profile.json}; fields that are null are left out. */
public final class ProfileJson {

  private static final String WHAT = "Profile";
  private static final int VERSION = 1;

  private ProfileJson() {}

  public static Profile read(String text) {
    JsonNode node = Json.read(WHAT, text);
    Json.expectVersion(WHAT, node, VERSION);
    return new Profile(
        node.hasNonNull("dialect") ? dialect(Json.child(node, "dialect")) : null,
        Json.number(node, "rows"),
        Json.number(node, "filteredRows"),
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
    List<ColumnType> fits = Json.list(node, "fits", it -> ColumnType.of(it.asText()));
    return new Column(
        Json.text(node, "source"),
        Json.text(node, "name"),
        Json.number(node, "nulls"),
        node.hasNonNull("type") ? ColumnType.of(Json.text(node, "type")) : null,
        fits,
        Json.find(node, "witness").orElse(null));
  }

  public static String write(Profile profile) {
    ObjectNode node = Json.versioned(VERSION);
    writeDialect(node, profile.dialect());
    node.put("rows", profile.rows()).put("filteredRows", profile.filteredRows());
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
    ArrayNode fits = node.putArray("fits");
    column.fits().forEach(fit -> fits.add(fit.wireName()));
    Json.putIfPresent(node, "witness", column.witness());
  }
}
