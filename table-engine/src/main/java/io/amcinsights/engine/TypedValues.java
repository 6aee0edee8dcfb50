package io.amcinsights.engine;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.engine.duck.Sql;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/**
 * SQL that makes values of a table's former columns values of its new ones, where the typed value
 * tells all: an integer and a date are written in one way only, so their text is what was
 * delivered.
 */
record TypedValues(Schema before) {

  /** The value of a column of the new schema. */
  String sql(Types.NestedField field) {
    if (before.findField(field.fieldId()) != null) {
      return Sql.name(field.name());
    }
    Types.NestedField former = before.findField(field.name());
    String type = ParquetSql.type(field.type());
    return former == null || isText(former)
        // No value so far, or empty text, which is none in any other type.
        ? "CAST(NULL AS %s)".formatted(type)
        : "CAST(%s AS %s)".formatted(Sql.name(field.name()), type);
  }

  /** Columns whose new values only the delivered text can tell. */
  List<String> untellable(Schema after) {
    List<String> names = new ArrayList<>();
    for (Types.NestedField field : after.columns()) {
      Types.NestedField former = before.findField(field.name());
      if (former != null
          && former.fieldId() != field.fieldId()
          && !isText(former)
          && Columns.ofIceberg(former.type()) != ColumnType.LONG
          && Columns.ofIceberg(former.type()) != ColumnType.DATE) {
        names.add(field.name());
      }
    }
    return names;
  }

  private static boolean isText(Types.NestedField field) {
    return Columns.ofIceberg(field.type()) == ColumnType.STRING;
  }
}
