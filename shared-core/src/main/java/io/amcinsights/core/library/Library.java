package io.amcinsights.core.library;

import io.amcinsights.core.record.Records;
import java.util.Optional;

/** The library's entries, kept as records of a tenant {@link #TENANT} that is none. */
public interface Library extends Records<LibraryEntry> {

  /** No tenant's id looks like it. */
  String TENANT = "#library";

  default Optional<LibraryEntry> find(String workflowId) {
    return find(TENANT, workflowId);
  }
}
