package io.amcinsights.wfm.amc;

import java.util.List;

/** Signed addresses of results: who has one may read, so {@link #toString} only counts them. */
public record DownloadUrls(List<String> results, List<String> metadata) {

  public DownloadUrls {
    results = List.copyOf(results);
    metadata = List.copyOf(metadata);
  }

  @Override
  public String toString() {
    return "DownloadUrls[%d of results, %d of metadata]".formatted(results.size(), metadata.size());
  }
}
