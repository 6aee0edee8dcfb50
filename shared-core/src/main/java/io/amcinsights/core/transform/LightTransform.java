package io.amcinsights.core.transform;

import java.nio.file.Path;
import java.util.List;

/**
 * Turns one delivered file into rows of text and a profile of their columns. The only thing that
 * differs between datasets in stage A; found by its {@link #name} with {@link
 * java.util.ServiceLoader}.
 *
 * <p>A transform computes: it reads the given file, writes into the given folder and touches
 * nothing else, so that it runs in a function, in Spark and in a unit test alike.
 */
public interface LightTransform {

  /** Names of those the lake brings along; configuration declares any other. */
  List<String> BUILT_IN = List.of("amc-csv", "json-report");

  /** The name datasets refer to, for example {@code amc-csv}. */
  String name();

  /**
   * Stages one file.
   *
   * @param work an empty folder for {@code data.parquet} and temporary files
   * @throws io.amcinsights.core.error.RejectedDataException when the file cannot become rows; the
   *     message is the reason an operator reads
   */
  Staged apply(SourceFile source, Path work);
}
