package io.amcinsights.core.transform;

import java.nio.file.Path;

/**
 * A delivered file on local disk.
 *
 * @param path its bytes, as delivered
 * @param name last part of its key; tells the format ({@code .csv}, {@code .csv.gz})
 * @param maxRejectedRows how many broken rows are tolerated
 */
public record SourceFile(Path path, String name, int maxRejectedRows) {}
