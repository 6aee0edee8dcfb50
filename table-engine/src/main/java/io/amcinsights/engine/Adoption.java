package io.amcinsights.engine;

import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.parquet.Column;
import io.amcinsights.engine.parquet.Footer;
import io.amcinsights.engine.parquet.PageCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.ByteBuffers;
import org.apache.iceberg.util.DateTimeUtil;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;

/**
 * Staged files that are data files already but for their lineage: every column is stored as the
 * table's type. Their pages are copied as they are, which takes a fraction of the time of writing
 * the rows again.
 *
 * @param adopted in the order of their objects
 * @param others files of which that is not true
 */
record Adoption(Schema schema, List<Adopted> adopted, List<LocalFile> others) {

  /** Smaller files are merged: a row group is worth reading from some thousand rows on. */
  private static final long FEWEST_ROWS = 10_000;

  /**
   * A file to adopt.
   *
   * @param columns places in the file by field id
   */
  private record Adopted(LocalFile file, FileMetaData footer, Map<Integer, Integer> columns) {}

  /**
   * A data file on local disk.
   *
   * @param objects whose rows are in it
   */
  record Written(Path path, FileMetaData footer, Set<String> objects) {}

  /** Divides the files of a partition. */
  static Adoption of(Schema schema, List<LocalFile> files) {
    List<Adopted> adopted = new ArrayList<>();
    List<LocalFile> others = new ArrayList<>();
    List<LocalFile> sorted =
        files.stream().sorted(Comparator.comparing(LocalFile::object)).toList();
    for (LocalFile file : sorted) {
      Optional<Adopted> one =
          files.size() == 1 || file.profile().rows() >= FEWEST_ROWS
              ? adopted(schema, file)
              : Optional.empty();
      one.ifPresentOrElse(adopted::add, () -> others.add(file));
    }
    return new Adoption(schema, adopted, others);
  }

  private static Optional<Adopted> adopted(Schema schema, LocalFile file) {
    FileMetaData footer = Footer.read(file.data());
    Map<Integer, Integer> columns = new HashMap<>();
    boolean fits =
        Footer.isFlat(footer)
            && footer.getNum_rows() == file.profile().rows()
            && file.profile().columns().stream()
                // What no row has is null wherever it comes from.
                .filter(column -> column.nulls() < file.profile().rows())
                .allMatch(column -> isPlaced(schema, column, footer, columns));
    return fits ? Optional.of(new Adopted(file, footer, columns)) : Optional.empty();
  }

  private static boolean isPlaced(
      Schema schema, Profile.Column column, FileMetaData footer, Map<Integer, Integer> columns) {
    Types.NestedField field = schema.findField(column.name());
    if (field == null || Columns.ofIceberg(field.type()) != column.stored().type()) {
      return false;
    }
    for (int i = 1; i < footer.getSchema().size(); i++) {
      SchemaElement element = footer.getSchema().get(i);
      if (element.getName().equals(column.source()) && kind(field).matches(element)) {
        columns.put(field.fieldId(), i - 1);
        return true;
      }
    }
    return false;
  }

  private static Column.Kind kind(Types.NestedField field) {
    return Column.Kind.valueOf(Objects.requireNonNull(Columns.ofIceberg(field.type())).name());
  }

  /** A row group of a file to adopt. */
  private record Piece(Adopted from, RowGroup group) {}

  /**
   * Writes the data files.
   *
   * @param target bytes of a data file, which is cut between row groups
   */
  List<Written> write(Path work, long target) {
    return slices(target).stream().map(slice -> write(slice, work)).toList();
  }

  private List<List<Piece>> slices(long target) {
    List<List<Piece>> slices = new ArrayList<>();
    long room = 0;
    for (Adopted file : adopted) {
      for (RowGroup group : file.footer().getRow_groups()) {
        long bytes = group.getTotal_compressed_size();
        if (slices.isEmpty() || bytes > room) {
          slices.add(new ArrayList<>());
          room = target;
        }
        slices.get(slices.size() - 1).add(new Piece(file, group));
        room -= bytes;
      }
    }
    return slices;
  }

  private Written write(List<Piece> pieces, Path work) {
    Path target = work.resolve(UUID.randomUUID() + ".parquet");
    Set<String> objects = new HashSet<>();
    try (PageCopy copy = new PageCopy(columns(), target)) {
      for (Piece piece : pieces) {
        LocalFile file = piece.from().file();
        objects.add(file.object());
        copy.add(file.data(), piece.group(), piece.from().columns(), lineage(file));
      }
      return new Written(
          target, copy.finish(pieces.get(0).from().footer().getCreated_by()), objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Column> columns() {
    return schema.columns().stream()
        .filter(field -> Columns.ofIceberg(field.type()) != null)
        .map(field -> new Column(field.fieldId(), field.name(), kind(field)))
        .toList();
  }

  private Map<Integer, byte[]> lineage(LocalFile file) {
    Map<Integer, byte[]> values = new HashMap<>();
    new Lineage(file.entry())
        .values()
        .forEach(
            (name, value) -> {
              Types.NestedField field = schema.findField(name);
              values.put(field.fieldId(), serialised(field, value));
            });
    return values;
  }

  private static byte[] serialised(Types.NestedField field, Object value) {
    Object known =
        value instanceof LocalDateTime time
            ? (Object) DateTimeUtil.microsFromTimestamp(time)
            : value;
    return ByteBuffers.toByteArray(Conversions.toByteBuffer(field.type(), known));
  }
}
