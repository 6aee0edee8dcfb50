package io.amcinsights.engine;

import io.amcinsights.core.table.TableSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;

/** Puts what was planned for a schema into the transaction of a load. */
final class Evolution {

  private Evolution() {}

  /** Adds and retypes columns of a table that exists. */
  static void columns(Transaction transaction, Schema before, SchemaPlan plan) {
    if (plan.added().isEmpty() && plan.retyped().isEmpty()) {
      return;
    }
    UpdateSchema update = transaction.updateSchema();
    plan.added().forEach((name, type) -> update.addColumn(name, Columns.iceberg(type)));
    List<Types.NestedField> fields = before.columns();
    for (int i = 0; i < fields.size(); i++) {
      Types.NestedField field = fields.get(i);
      if (plan.retyped().containsKey(field.name())) {
        // Iceberg knows no such change of a type: another column takes the name and the place.
        // Files written before cannot be read under it by mistake, its field id is new.
        update
            .deleteColumn(field.name())
            .addColumn(field.name(), Columns.iceberg(plan.retyped().get(field.name())), field.doc())
            .moveAfter(field.name(), fields.get(i - 1).name());
      }
    }
    update.commit();
  }

  /**
   * Notes where the table's rows come from, unless it is noted, and which columns had no value so
   * far.
   */
  static void properties(Transaction transaction, TableSource source, SchemaPlan plan) {
    Map<String, String> properties = transaction.table().properties();
    Map<String, String> wanted = new LinkedHashMap<>(LakeTables.sourceProperties(source));
    if (!plan.provisional().equals(Columns.provisional(properties))) {
      wanted.put(Columns.PROVISIONAL, String.join(",", plan.provisional()));
    }
    wanted.entrySet().removeIf(entry -> entry.getValue().equals(properties.get(entry.getKey())));
    if (!wanted.isEmpty()) {
      UpdateProperties update = transaction.updateProperties();
      wanted.forEach(update::set);
      update.commit();
    }
  }
}
