package io.amcinsights.engine.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;

/** Writes a file of row groups whose pages other files hold already. */
public final class PageCopy implements Closeable {

  private final List<Column> columns;
  private final FileChannel out;
  private final List<RowGroup> groups = new ArrayList<>();
  private final List<Filter> filters = new ArrayList<>();
  private long rows;

  /** A Bloom filter that is still to be copied: they stand behind all row groups. */
  private record Filter(Path file, ColumnMetaData from, ColumnMetaData to) {}

  /**
   * @param target is created
   */
  public PageCopy(List<Column> columns, Path target) throws IOException {
    this.columns = columns;
    this.out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    write(Footer.MAGIC);
  }

  /**
   * Adds rows.
   *
   * @param taken columns of the row group by field id
   * @param constants values of columns that are not in it, by field id, as Iceberg serialises them;
   *     columns that are nowhere are null
   */
  public void add(
      Path file, RowGroup group, Map<Integer, Integer> taken, Map<Integer, byte[]> constants)
      throws IOException {
    RowGroup copy = new RowGroup(new ArrayList<>(), 0, group.getNum_rows());
    try (FileChannel in = FileChannel.open(file)) {
      for (Column column : columns) {
        Integer ordinal = taken.get(column.fieldId());
        ColumnMetaData meta =
            ordinal == null
                ? constant(column, constants, group.getNum_rows())
                : copy(column, group.getColumns().get(ordinal).getMeta_data(), file, in);
        copy.addToColumns(new ColumnChunk(0).setMeta_data(meta));
        copy.setTotal_byte_size(copy.getTotal_byte_size() + meta.getTotal_uncompressed_size());
        copy.setTotal_compressed_size(
            copy.getTotal_compressed_size() + meta.getTotal_compressed_size());
      }
    }
    rows += group.getNum_rows();
    groups.add(copy);
  }

  private ColumnMetaData constant(Column column, Map<Integer, byte[]> constants, long count)
      throws IOException {
    ConstantChunk chunk = ConstantChunk.of(column, constants.get(column.fieldId()), count);
    ColumnMetaData meta = moved(chunk.metaData(), out.position());
    write(chunk.bytes());
    return meta;
  }

  private ColumnMetaData copy(Column column, ColumnMetaData from, Path file, FileChannel in)
      throws IOException {
    long start =
        from.isSetDictionary_page_offset() && from.getDictionary_page_offset() > 0
            ? Math.min(from.getDictionary_page_offset(), from.getData_page_offset())
            : from.getData_page_offset();
    ColumnMetaData to =
        moved(from, out.position() - start).setPath_in_schema(List.of(column.name()));
    transfer(in, start, from.getTotal_compressed_size());
    if (from.isSetBloom_filter_offset() && from.isSetBloom_filter_length()) {
      filters.add(new Filter(file, from, to));
    }
    return to;
  }

  private static ColumnMetaData moved(ColumnMetaData from, long by) {
    ColumnMetaData to = from.deepCopy();
    to.setData_page_offset(from.getData_page_offset() + by);
    if (from.isSetDictionary_page_offset()) {
      to.setDictionary_page_offset(from.getDictionary_page_offset() + by);
    }
    to.unsetIndex_page_offset();
    to.unsetBloom_filter_offset();
    to.unsetBloom_filter_length();
    return to;
  }

  /**
   * Writes what is behind the rows.
   *
   * @param writer who wrote the pages, as they name themselves
   * @return the footer
   */
  public FileMetaData finish(String writer) throws IOException {
    for (Filter filter : filters) {
      try (FileChannel in = FileChannel.open(filter.file())) {
        filter.to().setBloom_filter_offset(out.position());
        filter.to().setBloom_filter_length(filter.from().getBloom_filter_length());
        transfer(
            in, filter.from().getBloom_filter_offset(), filter.from().getBloom_filter_length());
      }
    }
    List<SchemaElement> schema = new ArrayList<>();
    schema.add(new SchemaElement("table").setNum_children(columns.size()));
    columns.forEach(column -> schema.add(column.element()));
    FileMetaData footer =
        new FileMetaData(1, schema, rows, groups)
            .setCreated_by(writer)
            .setColumn_orders(
                Collections.nCopies(
                    columns.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    write(Footer.bytes(footer));
    return footer;
  }

  private void transfer(FileChannel in, long start, long count) throws IOException {
    long copied = 0;
    while (copied < count) {
      long some = in.transferTo(start + copied, count - copied, out);
      if (some <= 0) {
        throw new IOException("The file ends inside a column");
      }
      copied += some;
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
