package io.amcinsights.cli.doctor;

import java.util.List;
import java.util.Optional;

/** Programs on the path. */
public interface Tools {

  /** What a program prints; empty when it is missing or fails. */
  Optional<String> output(List<String> command);
}
