package dev.wangge.cases.routing;

import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import java.util.List;
import java.util.Optional;

/** Rules of dispatch where some units are known. */
public final class Routings {
    private Routings() {}

    /**
     * Those that know these units.
     *
     * @param units each named for its division: {@code 540328-water}
     */
    public static RoutingRules knowing(String... units) {
        return new RoutingRules(new Units(List.of(units)), new KindRules(), new DictionaryRules());
    }

    private record Units(List<String> units) implements Directory {
        @Override
        public Optional<String> divisionOf(String unit) {
            return units.contains(unit)
                    ? Optional.of(unit.substring(0, unit.indexOf('-')))
                    : Optional.empty();
        }

        @Override
        public Optional<GridState> grid(String code) {
            return Optional.empty();
        }

        @Override
        public List<GridState> gridsOf(String division) {
            return List.of();
        }

        @Override
        public Optional<String> gridOf(String member) {
            return Optional.empty();
        }

        @Override
        public Optional<String> placeName(String code) {
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
}
