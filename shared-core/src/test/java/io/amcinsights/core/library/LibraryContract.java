package io.amcinsights.core.library;

import io.amcinsights.core.message.Samples;
import io.amcinsights.core.record.RecordsContract;
import io.amcinsights.core.record.Shape;
import io.amcinsights.core.workflow.WorkflowDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every {@link Library} does. */
public abstract class LibraryContract extends RecordsContract<LibraryEntry> {

  @Override
  protected Shape<LibraryEntry> shape() {
    return LibraryJson.SHAPE;
  }

  @Override
  protected List<String> tenants() {
    return List.of(Library.TENANT);
  }

  @Override
  protected LibraryEntry item(String tenant, String id) {
    LibraryEntry sample = LibraryJson.read(Samples.compact("item-library-entry"));
    WorkflowDefinition it = sample.definition();
    var definition =
        new WorkflowDefinition(
            id,
            it.description(),
            it.sql(),
            it.inputParameters(),
            it.columns(),
            it.filteredMetricsDiscriminatorColumn(),
            it.distinctUserCountColumn(),
            it.filteredReasonColumn(),
            it.timeoutSeconds());
    return new LibraryEntry(definition, sample.rule(), sample.schedules(), false, 0, NOW);
  }

  @Override
  protected LibraryEntry changed(LibraryEntry item) {
    return item.with(new Rule(false, Set.of("v" + item.version()), Map.of()));
  }
}
