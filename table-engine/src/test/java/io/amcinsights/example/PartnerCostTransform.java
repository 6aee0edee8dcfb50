package io.amcinsights.example;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.csv.AmcCsvTransform;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A partner's cost report: the currency in a comment, decimal commas, a total at the end. */
public final class PartnerCostTransform implements LightTransform {

  private static final String CURRENCY = "# currency: ";

  @Override
  public String name() {
    return "partner-cost";
  }

  @Override
  public Staged apply(SourceFile source, Path work) {
    Path csv = work.resolve("cost.csv");
    try (BufferedReader in = Files.newBufferedReader(source.path());
        BufferedWriter out = Files.newBufferedWriter(csv)) {
      rewrite(in, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AmcCsvTransform().apply(new SourceFile(csv, source.name(), 0), work);
  }

  /** A line for a line, so that reasons name the partner's own lines. */
  private static void rewrite(BufferedReader in, BufferedWriter out) throws IOException {
    String currency = "";
    boolean header = true;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(CURRENCY)) {
        currency = line.substring(CURRENCY.length());
      } else if (!line.startsWith("#") && !line.startsWith("total|")) {
        out.write(header ? line + "|currency" : line.replace(',', '.') + "|" + currency);
        header = false;
      }
      out.newLine();
    }
    if (currency.isEmpty()) {
      throw new RejectedDataException(
          "No line says '%s'; ask the partner to deliver the report again", CURRENCY);
    }
  }
}
