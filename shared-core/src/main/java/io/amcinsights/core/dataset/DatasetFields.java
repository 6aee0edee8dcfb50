package io.amcinsights.core.dataset;

import io.amcinsights.core.dataset.Dataset.DeclaredColumn;
import io.amcinsights.core.dataset.Dataset.GlueSettings;
import io.amcinsights.core.dataset.Dataset.LoadLimits;
import io.amcinsights.core.dataset.Dataset.Maintainer;
import io.amcinsights.core.dataset.Dataset.Maintenance;
import io.amcinsights.core.dataset.Dataset.Numeric;
import io.amcinsights.core.dataset.Dataset.OnDelete;
import io.amcinsights.core.dataset.Dataset.SchemaPolicy;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.LightTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be configured of a pipeline and of a dataset, with limits and defaults. */
final class DatasetFields {

  // Three of these, the installation and a suffix fit the 64 characters of a function's name.
  // "tenant" begins the names of tenants' stacks, rules and roles.
  private static final Pattern NAME =
      Pattern.compile("(?!tenants?(-|$))[a-z](?!.*-$)(?!.*--)[a-z0-9-]{0,19}");
  private static final String NAME_EXPECTED =
      "a lower-case letter, then at most 19 lower-case letters, digits and single '-' inside, but"
          + " not 'tenant' as the first word";

  private static final Pattern TRANSFORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final String TRANSFORM_EXPECTED =
      "the name of a transform: a lower-case letter, then at most 39 lower-case letters, digits"
          + " and '-'";

  private static final Pattern JOB = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
  private static final Pattern WORKER = Pattern.compile("G\\.(025|1|2|4|8|12|16)X|R\\.[1248]X");
  private static final Pattern ANY_TEXT = Pattern.compile("(?s).{0,256}");
  private static final Pattern COLUMN = Pattern.compile("(?s).{1,200}");
  private static final Pattern TYPE =
      Pattern.compile(
          Arrays.stream(ColumnType.values())
              .map(ColumnType::wireName)
              .collect(Collectors.joining("|")));

  private static final Pattern RATE =
      Pattern.compile("rate\\((1 (hour|day)|([2-9]|[1-9]\\d{1,2}) (hours|days))\\)");

  // Glue's optimizers need somebody who gives them to new tables.
  private static final Pattern SCHEDULE = Pattern.compile("off|" + RATE.pattern());

  // What an SQS event source mapping can wait, and what a Lambda batch can take.
  private static final int LONGEST_WINDOW = 300;
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 10L << 30;
  private static final int MOST_WORKERS = 299;

  // What one load in Glue takes.
  private static final long MOST_GLUE_BYTES = 1L << 40;
  private static final int MOST_GLUE_FILES = 100_000;

  private static final int MOST_REJECTED_ROWS = 1_000_000;

  private DatasetFields() {}

  static PipelineParameters pipeline(Fields fields) {
    return new PipelineParameters(
        name(fields, "team"),
        name(fields, "pipeline"),
        fields.text("description", ANY_TEXT, "at most 256 characters", ""));
  }

  /** Names of light transforms that the lake does not bring along. */
  static List<String> customTransforms(Fields fields) {
    return fields.texts("customTransforms", TRANSFORM, TRANSFORM_EXPECTED);
  }

  /**
   * Reads a dataset.
   *
   * @param customTransforms names of light transforms besides those the lake brings along
   */
  static Dataset dataset(Fields fields, List<String> customTransforms) {
    return new Dataset(
        name(fields, "team"),
        name(fields, "pipeline"),
        name(fields, "dataset"),
        lightTransform(fields, customTransforms),
        fields.text("heavyTransform", TRANSFORM, TRANSFORM_EXPECTED, "table-engine"),
        fields.object("load", DatasetFields::load),
        fields.object("glue", DatasetFields::glue),
        schemas(fields),
        fields.word("schemaPolicy", SchemaPolicy.WIDEN),
        (int) fields.number("maxRejectedRows", 0, MOST_REJECTED_ROWS, 0),
        fields.word("onDelete", OnDelete.KEEP),
        fields.word("numeric", Numeric.INFER),
        fields.object("maintenance", DatasetFields::maintenance),
        "");
  }

  /** The seed's form: three names and nothing else. */
  static Dataset flat(Fields fields) {
    return plain(name(fields, "team"), name(fields, "pipeline"), name(fields, "dataset"));
  }

  /** A dataset with nothing but defaults. */
  static Dataset plain(String team, String pipeline, String dataset) {
    return new Dataset(
        team,
        pipeline,
        dataset,
        "amc-csv",
        "table-engine",
        new LoadLimits(0, 1_000, 256L << 20),
        new GlueSettings(null, "G.1X", 2),
        Map.of(),
        SchemaPolicy.WIDEN,
        0,
        OnDelete.KEEP,
        Numeric.INFER,
        "");
  }

  static String name(Fields fields, String field) {
    return fields.text(field, NAME, NAME_EXPECTED);
  }

  /** Checked here, for a misspelt name would otherwise fail every file of the dataset. */
  private static String lightTransform(Fields fields, List<String> customTransforms) {
    List<String> known = new ArrayList<>(LightTransform.BUILT_IN);
    known.addAll(customTransforms);
    Pattern names =
        Pattern.compile(known.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    String expected =
        "one of %s (name a transform of your own in customTransforms, too)"
            .formatted(String.join(", ", known));
    return fields.text("lightTransform", names, expected, "amc-csv");
  }

  private static LoadLimits load(Fields fields) {
    return new LoadLimits(
        (int) fields.number("windowSeconds", 0, LONGEST_WINDOW, 0),
        (int) fields.number("maxFiles", 1, MOST_FILES, 1_000),
        fields.number("maxBytes", 1, MOST_BYTES, 256L << 20));
  }

  private static GlueSettings glue(Fields fields) {
    String job = fields.text("jobName", JOB, "the name of a Glue job", "");
    return new GlueSettings(
        job.isEmpty() ? null : job,
        fields.text("workerType", WORKER, "a Glue worker type such as G.1X", "G.1X"),
        (int) fields.number("workers", 2, MOST_WORKERS, 2),
        fields.number("minBytes", 1, MOST_GLUE_BYTES, GlueSettings.DEFAULT_MIN_BYTES),
        (int) fields.number("minFiles", 1, MOST_GLUE_FILES, GlueSettings.DEFAULT_MIN_FILES),
        fields.number(
            "minRewriteBytes", 1, MOST_GLUE_BYTES, GlueSettings.DEFAULT_MIN_REWRITE_BYTES));
  }

  private static Maintenance maintenance(Fields fields) {
    Maintainer by = fields.word("by", Maintainer.LAKE);
    String schedule =
        by == Maintainer.GLUE
            ? fields.text("schedule", RATE, "a rate such as rate(12 hours)", "rate(1 day)")
            : fields.text(
                "schedule", SCHEDULE, "off, or a rate such as rate(12 hours)", "rate(1 day)");
    return new Maintenance(schedule, by);
  }

  private static Map<String, List<DeclaredColumn>> schemas(Fields fields) {
    return fields.lists("schemas", DatasetFields::column);
  }

  private static DeclaredColumn column(Fields fields) {
    String doc = fields.text("doc", ANY_TEXT, "at most 256 characters", "");
    return new DeclaredColumn(
        fields.text("name", COLUMN, "a column name of at most 200 characters"),
        fields.text("type", TYPE, "one of " + TYPE.pattern().replace("|", ", ")),
        doc.isEmpty() ? null : doc);
  }
}
