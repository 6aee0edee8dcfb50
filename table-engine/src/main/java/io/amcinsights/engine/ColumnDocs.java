package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.naming.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;

/** What the owner of a dataset says about its columns, where everybody who queries them sees it. */
final class ColumnDocs {

  private ColumnDocs() {}

  /** Says it in the table: of columns that are new, and of those declared or described since. */
  static void update(Transaction transaction, Dataset dataset, String workflow) {
    Map<String, String> missing = missing(transaction.table().schema(), dataset, workflow);
    if (!missing.isEmpty()) {
      UpdateSchema update = transaction.updateSchema();
      missing.forEach(update::updateColumnDoc);
      update.commit();
    }
  }

  private static Map<String, String> missing(Schema schema, Dataset dataset, String workflow) {
    Map<String, String> docs = new LinkedHashMap<>();
    for (Dataset.DeclaredColumn column : dataset.schemas().getOrDefault(workflow, List.of())) {
      Types.NestedField field = schema.findField(Names.sanitise(column.name()));
      if (field != null && column.doc() != null && !column.doc().equals(field.doc())) {
        docs.put(field.name(), column.doc());
      }
    }
    return docs;
  }
}
