package io.amcinsights.tps;

/** Where a stack is: the same name may be used in several regions. */
public record StackName(String region, String name) {

  @Override
  public String toString() {
    return name + " in " + region;
  }
}
