package io.amcinsights.engine;

import io.amcinsights.engine.maintain.MaintenanceReport.Compacted;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * Which data files of a table become one.
 *
 * <p>The small files of a partition are taken in the order of their objects and cut into groups
 * about as large as a data file should be. Each group becomes one file, so the rows of an object
 * lie in no more files than before and neighbours come to lie together.
 */
record CompactionPlan(List<Group> groups) {

  /** A file is small below this share of the target. */
  private static final double SMALL = 0.75;

  /** On disk at once. */
  private static final int MOST_FILES = 1_000;

  /** What a function writes again in one run, within the time it has. */
  static final long MOST_BYTES = 2L << 30;

  /** Files of one partition that become one. */
  record Group(List<DataFile> files) implements Serializable {

    long bytes() {
      return files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    }

    long rows() {
      return files.stream().mapToLong(DataFile::recordCount).sum();
    }
  }

  private record Small(DataFile file, String firstObject) {}

  static CompactionPlan of(Table table) {
    long target = TableFiles.targetBytes(table);
    Map<List<Object>, List<Small>> partitions = new LinkedHashMap<>();
    TableFiles.eachWithStatistics(
        table,
        file -> {
          if (file.specId() == table.spec().specId() && file.fileSizeInBytes() < target * SMALL) {
            partitions
                .computeIfAbsent(values(file.partition()), any -> new ArrayList<>())
                .add(new Small(file.copyWithoutStats(), firstObject(table, file)));
          }
        });
    List<Group> groups = new ArrayList<>();
    for (List<Small> files : partitions.values()) {
      if (files.size() >= TableMaintenance.ENOUGH_FILES) {
        groups.addAll(groups(files, target));
      }
    }
    return new CompactionPlan(groups);
  }

  private static List<Group> groups(List<Small> files, long target) {
    List<Group> groups = new ArrayList<>();
    List<DataFile> open = new ArrayList<>();
    long bytes = 0;
    for (Small small : files.stream().sorted(Comparator.comparing(Small::firstObject)).toList()) {
      DataFile file = small.file();
      boolean full = bytes + file.fileSizeInBytes() > target || open.size() == MOST_FILES;
      if (full && !open.isEmpty()) {
        groups.add(new Group(List.copyOf(open)));
        open.clear();
        bytes = 0;
      }
      open.add(file);
      bytes += file.fileSizeInBytes();
    }
    groups.add(new Group(List.copyOf(open)));
    // A file alone would only be written again.
    groups.removeIf(group -> group.files().size() == 1);
    return groups;
  }

  /** What it comes to. */
  Compacted size() {
    return new Compacted(
        groups.stream().mapToInt(group -> group.files().size()).sum(),
        groups.size(),
        groups.stream().mapToLong(Group::bytes).sum());
  }

  /** As much of it as one run may do, and one group always; the rest is the next run's. */
  CompactionPlan within(long most) {
    List<Group> some = new ArrayList<>();
    long bytes = 0;
    for (Group group : groups) {
      bytes += group.bytes();
      if (bytes > most && !some.isEmpty()) {
        break;
      }
      some.add(group);
    }
    return new CompactionPlan(some);
  }

  private static List<Object> values(StructLike partition) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < partition.size(); i++) {
      values.add(String.valueOf(partition.get(i, Object.class)));
    }
    return values;
  }

  /** Empty when it is not known, as for files other programs wrote. */
  private static String firstObject(Table table, DataFile file) {
    Types.NestedField column = table.schema().findField(Columns.SOURCE_OBJECT);
    var bounds = file.lowerBounds();
    if (column == null || bounds == null || bounds.get(column.fieldId()) == null) {
      return "";
    }
    CharSequence first = Conversions.fromByteBuffer(column.type(), bounds.get(column.fieldId()));
    return first.toString();
  }
}
