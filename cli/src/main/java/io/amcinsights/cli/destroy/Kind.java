package io.amcinsights.cli.destroy;

import io.amcinsights.core.naming.LakeNames;

/** Parts of an installation, in the order of their removal: whoever imports goes first. */
public enum Kind {
  TENANT,
  OTHER,
  OPERATIONS,
  DATASET,
  PIPELINE,
  INGEST,
  TENANTS,
  GOVERNANCE,
  FOUNDATION;

  static Kind of(Stack stack, LakeNames names) {
    String tenant = stack.tags().get(Tags.TENANT);
    if (tenant != null && stack.name().equals(names.tenant(tenant))) {
      return TENANT;
    }
    for (Kind it : new Kind[] {OPERATIONS, INGEST, TENANTS, GOVERNANCE, FOUNDATION}) {
      if (stack.name().equals(names.stack(it.word()))) {
        return it;
      }
    }
    if (stack.name().endsWith("-" + DATASET.word())) {
      return DATASET;
    }
    return stack.name().endsWith("-" + PIPELINE.word()) ? PIPELINE : OTHER;
  }

  /** As names of stacks end. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
