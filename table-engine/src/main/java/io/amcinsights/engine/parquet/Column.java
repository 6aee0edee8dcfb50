package io.amcinsights.engine.parquet;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** A column of a file to write; every value may be missing. */
public record Column(int fieldId, String name, Kind kind) {

  /** What values are, as Iceberg stores its types. */
  public enum Kind {
    BOOLEAN(Type.BOOLEAN, null),
    LONG(Type.INT64, null),
    DOUBLE(Type.DOUBLE, null),
    DATE(Type.INT32, ConvertedType.DATE),
    /** Microseconds of no zone. */
    TIMESTAMP(Type.INT64, ConvertedType.TIMESTAMP_MICROS),
    STRING(Type.BYTE_ARRAY, ConvertedType.UTF8);

    private final Type physical;
    private final @Nullable ConvertedType converted;

    Kind(Type physical, @Nullable ConvertedType converted) {
      this.physical = physical;
      this.converted = converted;
    }

    Type physical() {
      return physical;
    }

    /** Whether a file's column holds such values. */
    public boolean matches(SchemaElement column) {
      return column.getType() == physical
          && (this != TIMESTAMP || noZone().equals(column.getLogicalType()));
    }

    private SchemaElement element() {
      SchemaElement element = new SchemaElement().setType(physical).setConverted_type(converted);
      return this == TIMESTAMP ? element.setLogicalType(noZone()) : element;
    }

    private static LogicalType noZone() {
      return LogicalType.TIMESTAMP(new TimestampType(false, TimeUnit.MICROS(new MicroSeconds())));
    }
  }

  SchemaElement element() {
    return kind.element()
        .setName(name)
        .setField_id(fieldId)
        .setRepetition_type(FieldRepetitionType.OPTIONAL);
  }
}
