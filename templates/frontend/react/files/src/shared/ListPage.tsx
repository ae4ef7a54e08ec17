/** The page that lists records: a table, on phones a list of cards; search, filters, columns, export. */
import { useMediaQuery } from "@mui/material";
import type { ReactElement } from "react";
import {
  ColumnsButton,
  CreateButton,
  DataTable,
  ExportButton,
  FilterButton,
  List,
  SearchInput,
  TopToolbar,
  usePermissions,
} from "react-admin";

import { Cards } from "./Cards";
import { Filter } from "./Filter";
import type { Field, Model } from "./model";
import { NoRecords } from "./NoRecords";
import { may } from "./permissions";
import type { Me } from "./session";
import { Value } from "./Value";

interface Props<Names extends string> {
  model: Model<Names>;
  /** Names of fields, or columns of one's own. */
  columns: readonly (Names | ReactElement)[];
  filters: readonly Names[];
}

/** Columns beyond these can be switched on. */
const SHOWN = 6;

const SEARCH = { width: { xs: "calc(100vw - 32px)", sm: 280 } };

const UNSORTED = new Set<Field["type"]>(["json", "many"]);
const NUMBERS = new Set<Field["type"]>([
  "integer",
  "big_integer",
  "decimal",
  "float",
]);

export function ListPage<Names extends string>({
  model,
  columns,
  filters,
}: Props<Names>) {
  const phone = useMediaQuery((theme) => theme.breakpoints.down("sm"));
  const { permissions: me } = usePermissions<Me>();
  const usable = filters.filter((name) => {
    const field = model.fields[name];
    return !("to" in field) || (me !== undefined && may(me, "read", field.to));
  });
  const names = columns.filter((column) => typeof column === "string");
  return (
    <List
      actions={<Actions filtered={usable.length > 0} phone={phone} />}
      empty={<NoRecords model={model} />}
      filters={[
        <SearchInput key="search" source="search" alwaysOn sx={SEARCH} />,
        ...usable.map((name) => (
          <Filter
            key={name}
            source={name}
            field={model.fields[name]}
            label={model.fields[name].label}
          />
        )),
      ]}
      perPage={25}
      sort={{ field: "id", order: "DESC" }}
    >
      {phone ? (
        <Cards model={model} names={names} />
      ) : (
        <DataTable hiddenColumns={names.slice(SHOWN)}>
          {columns.map((column) =>
            typeof column === "string" ? (
              <DataTable.Col
                key={column}
                source={column}
                label={model.fields[column].label}
                disableSort={UNSORTED.has(model.fields[column].type)}
                align={
                  NUMBERS.has(model.fields[column].type) ? "right" : "left"
                }
              >
                <Value source={column} field={model.fields[column]} />
              </DataTable.Col>
            ) : (
              column
            ),
          )}
        </DataTable>
      )}
    </List>
  );
}

function Actions({ filtered, phone }: { filtered: boolean; phone: boolean }) {
  return (
    <TopToolbar>
      {filtered && <FilterButton />}
      {!phone && <ColumnsButton />}
      <CreateButton />
      {!phone && <ExportButton />}
    </TopToolbar>
  );
}
