package dev.wangge.cases.directory;

import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import java.util.List;
import java.util.Optional;

/** A directory of one grid, and who is on duty there. */
public record OneGrid(String code, List<String> members) implements Directory {
    @Override
    public Optional<GridState> grid(String asked) {
        return Optional.empty();
    }

    @Override
    public List<String> onDuty(String grid) {
        return grid.equals(code) ? members : List.of();
    }

    @Override
    public List<GridState> gridsOf(String division) {
        return List.of();
    }

    @Override
    public Optional<String> divisionOf(String unit) {
        return Optional.empty();
    }

    @Override
    public Optional<String> gridOf(String member) {
        return members.contains(member) ? Optional.of(code) : Optional.empty();
    }

    @Override
    public Optional<String> placeName(String asked) {
        return Optional.empty();
    }

    @Override
    public Optional<String> unitName(String unit) {
        return Optional.empty();
    }

    @Override
    public Optional<String> languageOf(String recipient) {
        return Optional.empty();
    }
}
