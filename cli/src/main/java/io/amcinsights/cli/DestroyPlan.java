package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.cli.destroy.DataRemoval;
import io.amcinsights.cli.destroy.Plan;
import io.amcinsights.cli.destroy.PlannedStack;
import io.amcinsights.cli.destroy.Resource;
import java.util.List;

/** A plan as people and programs read it. */
record DestroyPlan(Plan plan, boolean deleteData, String account, String region) {

  private static final String WHY = "DeletionPolicy Retain: it holds data, or opens it";

  /** Whether nothing would go. */
  boolean isNothing() {
    return plan.stacks().isEmpty() && data().isEmpty();
  }

  private List<Resource> data() {
    return deleteData ? DataRemoval.of(plan) : List.of();
  }

  void print(Output output) {
    output.line("%s in account %s, %s:".formatted(plan.names().prefix(), account, region));
    if (plan.stacks().isEmpty()) {
      output.line("There are no stacks of it.");
    } else {
      stacks(output);
    }
    data(output);
    kept(output);
    for (String it : plan.leftAlone()) {
      output.line("Left alone: stack %s is named like ours and lacks our tags".formatted(it));
    }
  }

  private void stacks(Output output) {
    var table = new TextTable("STACK", "PART", "STATUS", "DELETED", "KEPT");
    for (PlannedStack it : plan.stacks()) {
      table.row(
          it.stack().name(),
          it.kind().word(),
          it.stack().status(),
          String.valueOf(it.deleted().size()),
          String.valueOf(it.kept().size()));
    }
    table.print(output);
  }

  private void data(Output output) {
    var table = new TextTable("DATA THAT GOES", "TYPE");
    data().forEach(it -> table.row(it.name(), it.type()));
    if (!table.isEmpty()) {
      table.print(output);
      output.line("Deleted for good, with every version; keys after 30 days.");
    }
  }

  private void kept(Output output) {
    var table = new TextTable("STAYS", "TYPE", "OF STACK");
    for (PlannedStack stack : all()) {
      for (Resource it : staying(stack)) {
        table.row(it.name(), it.type(), stack.stack().name());
      }
    }
    if (!table.isEmpty()) {
      table.print(output);
      output.line("Stays because of " + WHY + ".");
    }
  }

  private List<Resource> staying(PlannedStack stack) {
    List<Resource> going = data();
    return stack.kept().stream().filter(it -> !going.contains(it)).toList();
  }

  private List<PlannedStack> all() {
    return java.util.stream.Stream.concat(plan.stacks().stream(), plan.gone().stream()).toList();
  }

  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("installation", plan.names().installation());
    document.put("environment", plan.names().environment());
    document.put("account", account).put("region", region);
    ArrayNode stacks = document.putArray("stacks");
    ArrayNode kept = document.putArray("kept");
    ArrayNode deleted = document.putArray("deleted");
    for (PlannedStack it : plan.stacks()) {
      stacks
          .addObject()
          .put("name", it.stack().name())
          .put("part", it.kind().word())
          .put("status", it.stack().status())
          .put("resources", it.resources().size());
      it.deleted().forEach(one -> add(deleted, one, it));
    }
    for (PlannedStack it : all()) {
      staying(it).forEach(one -> add(kept, one, it).put("why", WHY));
    }
    ArrayNode data = document.putArray("deletedData");
    data().forEach(it -> data.addObject().put("type", it.type()).put("name", it.name()));
    ArrayNode leftAlone = document.putArray("leftAlone");
    plan.leftAlone().forEach(leftAlone::add);
    return document;
  }

  private static ObjectNode add(ArrayNode to, Resource it, PlannedStack of) {
    return to.addObject()
        .put("type", it.type())
        .put("name", it.name())
        .put("stack", of.stack().name());
  }
}
