package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Workers as if they were other processes: what goes there and back is written and read. */
record SerialWorkers(long share, long most) implements Workers {

  @Override
  public long mostRewritten(Dataset dataset) {
    return most;
  }

  @Override
  public long mostCompacted() {
    return most;
  }

  @Override
  public boolean mayPassOn() {
    return false;
  }

  @Override
  public <R> List<R> run(List<? extends Unit<R>> units, Site here) {
    List<R> answers = new ArrayList<>();
    for (Unit<R> unit : units) {
      try (Site there = here.another()) {
        answers.add(sent(sent(unit).run(there)));
      }
    }
    return answers;
  }

  @SuppressWarnings("unchecked")
  private static <T> T sent(T value) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
      out.flush();
      return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
