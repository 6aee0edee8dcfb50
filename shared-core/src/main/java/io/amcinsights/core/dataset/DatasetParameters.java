package io.amcinsights.core.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.naming.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads {@code datasets_parameters.json}: the full form with pipelines and datasets; a flat {@code
 * {team, pipeline, dataset}} or a list of those; or nothing, which means demoteam, adtech,
 * amcdataset. Whatever is wrong is reported at once, each with its path, value and remedy.
 */
public final class DatasetParameters {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final List<String> problems = new ArrayList<>();

  private DatasetParameters() {}

  /**
   * Reads a file; one that does not exist is as good as an empty one.
   *
   * @throws InvalidInputException naming the file and every problem in it
   */
  public static LakeParameters read(Path file) {
    return parse(file.toString(), text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new InvalidInputException(
          e, "Cannot read %s (%s); check that it is UTF-8 text", file, e);
    }
  }

  /**
   * Reads a file for an installation, whose name is part of every other.
   *
   * @throws InvalidInputException naming the file and every problem in it
   */
  public static LakeParameters read(Path file, LakeNames names) {
    DatasetParameters reading = new DatasetParameters();
    LakeParameters parameters = reading.lake(json(file.toString(), text(file)));
    reading.problems.addAll(NameCheck.problems(names, parameters));
    refuse(file.toString(), reading.problems);
    return new LakeParameters(
        parameters.pipelines(),
        parameters.datasets().stream()
            .map(it -> it.inDatabase(names.database(it.team(), it.dataset())))
            .toList(),
        parameters.lakeFormation(),
        parameters.operations(),
        parameters.tenants());
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name, for messages
   * @throws InvalidInputException naming the file and every problem in it
   */
  public static LakeParameters parse(String file, String text) {
    DatasetParameters reading = new DatasetParameters();
    LakeParameters parameters = reading.lake(json(file, text));
    refuse(file, reading.problems);
    return parameters;
  }

  private static void refuse(String file, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "%s cannot be used:\n- %s", file, String.join("\n- ", problems));
    }
  }

  private static JsonNode json(String file, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          e,
          "%s is no JSON (line %d, column %d: %s); correct it there",
          file,
          e.getLocation().getLineNr(),
          e.getLocation().getColumnNr(),
          e.getOriginalMessage());
    }
  }

  private LakeParameters lake(JsonNode document) {
    if (document.isMissingNode() || (document.isContainerNode() && document.isEmpty())) {
      return flat(List.of(DatasetFields.plain("demoteam", "adtech", "amcdataset")));
    }
    if (document.isArray()) {
      return flat(flatList(document));
    }
    if (document.has("team") || document.has("pipeline") || document.has("dataset")) {
      return flat(List.of(Fields.read(problems, "", document, DatasetFields::flat)));
    }
    return Fields.read(problems, "", document, this::full);
  }

  private List<Dataset> flatList(JsonNode list) {
    List<Dataset> datasets = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      String path = "[%d]".formatted(datasets.size());
      datasets.add(Fields.read(problems, path, element, DatasetFields::flat));
    }
    return datasets;
  }

  private LakeParameters flat(List<Dataset> datasets) {
    Set<PipelineParameters> pipelines =
        datasets.stream()
            .map(it -> new PipelineParameters(it.team(), it.pipeline(), ""))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return checked(new LakeParameters(List.copyOf(pipelines), datasets), "");
  }

  private LakeParameters full(Fields fields) {
    List<PipelineParameters> pipelines = fields.list("pipelines", DatasetFields::pipeline);
    List<String> transforms = DatasetFields.customTransforms(fields);
    List<Dataset> datasets =
        fields.list("datasets", dataset -> DatasetFields.dataset(dataset, transforms));
    LakeFormation lakeFormation = fields.object("lakeFormation", LakeFields::lakeFormation);
    Operations operations = fields.object("operations", LakeFields::operations);
    ProvisioningParameters tenants = fields.object("tenants", LakeFields::tenants);
    LakeParameters parameters =
        checked(
            new LakeParameters(pipelines, datasets, lakeFormation, operations, tenants),
            "datasets");
    refuseUndeclared(parameters);
    refuseReadersOfNothing(parameters);
    return parameters;
  }

  private LakeParameters checked(LakeParameters parameters, String path) {
    // By physical name: team a-b with dataset c is not to be told from team a with dataset b-c.
    refuseRepeated("pipelines", parameters.pipelines(), it -> name(it.team(), it.pipeline()));
    refuseRepeated(path, parameters.datasets(), it -> name(it.team(), it.dataset()));
    return parameters;
  }

  /** As databases are named; empty when a part is missing, which is reported already. */
  private static String name(String team, String part) {
    return team.isEmpty() || part.isEmpty() ? "" : Names.sanitise(team + "_" + part);
  }

  private <T> void refuseRepeated(String path, List<T> all, Function<T, String> physicalName) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      String name = physicalName.apply(all.get(i));
      Integer earlier = first.putIfAbsent(name, i);
      if (earlier != null && !name.isEmpty()) {
        problems.add(
            "%s[%d] is '%s' like %s[%d]; rename or remove one of them"
                .formatted(path, i, name, path, earlier));
      }
    }
  }

  private void refuseUndeclared(LakeParameters parameters) {
    Set<String> declared =
        parameters.pipelines().stream()
            .map(PipelineParameters::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (int i = 0; i < parameters.datasets().size(); i++) {
      Dataset dataset = parameters.datasets().get(i);
      boolean named = !dataset.team().isEmpty() && !dataset.pipeline().isEmpty();
      if (named && !declared.contains(dataset.pipelineName())) {
        problems.add(
            "datasets[%d].pipeline is '%s', which team '%s' does not declare; add it to pipelines or"
                    .formatted(i, dataset.pipeline(), dataset.team())
                + " use one of: "
                + String.join(", ", declared));
      }
    }
  }

  private void refuseReadersOfNothing(LakeParameters parameters) {
    Set<String> known =
        parameters.datasets().stream().map(Dataset::name).collect(Collectors.toSet());
    List<LakeFormation.Reader> readers = parameters.lakeFormation().readers();
    for (int i = 0; i < readers.size(); i++) {
      LakeFormation.Reader reader = readers.get(i);
      boolean named = !reader.team().isEmpty() && !reader.dataset().isEmpty();
      if (named && !known.contains(reader.datasetName())) {
        problems.add(
            "lakeFormation.readers[%d].dataset is '%s', which team '%s' does not have; name one of datasets"
                .formatted(i, reader.dataset(), reader.team()));
      }
    }
    if (parameters.lakeFormation().mode() == LakeFormation.Mode.IAM && !readers.isEmpty()) {
      problems.add(
          "lakeFormation.readers has %d readers, but mode is iam, in which Lake Formation lets nobody in; use mode hybrid or remove them"
              .formatted(readers.size()));
    }
  }
}
