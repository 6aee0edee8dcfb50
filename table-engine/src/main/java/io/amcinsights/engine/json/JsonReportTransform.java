package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.json.JsonWalk.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reports as JSON, packed with gzip or not:
 *
 * <ul>
 *   <li>an array of objects: the rows of the file's own table;
 *   <li>an object whose members are arrays of objects: a table for each array. Other members, such
 *       as a {@code reportSpecification}, a count or a date, describe the report and are left out;
 *   <li>one object per line (of one line only when the file is named {@code .jsonl} or {@code
 *       .ndjson}): the rows of the file's own table.
 * </ul>
 *
 * <p>Every member of a record is a column, in the order in which the file first names them. Values
 * are staged as the file spells them, objects and arrays in a record as JSON text; a member that is
 * missing or null is a missing value. What types they become is decided as for any text.
 *
 * <p>The file is walked through more than once, record by record: memory does not grow with it.
 */
public final class JsonReportTransform implements LightTransform {

  private static final Pattern LINES_NAME = Pattern.compile(".*\\.(jsonl|ndjson)(\\.gz)?");

  @Override
  public String name() {
    return "json-report";
  }

  @Override
  public Staged apply(SourceFile source, Path work) {
    try {
      return stage(new JsonText(source.path()), isLines(source.name()), work);
    } catch (IOException e) {
      throw Faults.of(e);
    }
  }

  private static boolean isLines(String name) {
    return LINES_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static Staged stage(JsonText text, boolean lines, Path work) throws IOException {
    Shape shape = shape(text, lines);
    if (shape == Shape.EMPTY) {
      return new Staged.Nothing("no rows: the file is empty");
    }
    ColumnScan scan = new ColumnScan();
    walk(text, shape, scan);
    if (scan.tables().isEmpty()) {
      throw new RejectedDataException(
          "The file is one object without an array in it; %s (a single line needs a name that ends"
              + " with .jsonl). Deliver a corrected file under the same key",
          JsonWalk.EXPECTED);
    }
    try (RowCopy copy = new RowCopy(scan.tables(), work)) {
      walk(text, shape, copy);
      return new Staged.Tables(copy.parts());
    }
  }

  private static Shape shape(JsonText text, boolean lines) throws IOException {
    try (JsonParser json = text.open()) {
      return JsonWalk.shapeOf(json, lines);
    }
  }

  private static void walk(JsonText text, Shape shape, JsonWalk.Visitor visitor)
      throws IOException {
    try (JsonParser json = text.open()) {
      new JsonWalk(json, visitor).walk(shape);
    }
  }
}
