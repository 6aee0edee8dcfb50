package io.amcinsights.engine;

import java.io.Serializable;
import java.util.Set;
import org.apache.iceberg.DataFile;

/**
 * A data file that is in no table yet.
 *
 * @param objects whose rows are in it
 */
record WrittenFile(DataFile file, Set<String> objects) implements Serializable {}
