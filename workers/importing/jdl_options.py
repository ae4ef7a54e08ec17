"""JDL options, applications and deployments: how JHipster shall print, of which little concerns a specification."""

from __future__ import annotations

from lark import Token

from workers.importing.found import Found, Notices, Place, Raw
from workers.importing.jdl_identity import documented
from workers.importing.jdl_leading import Leading, place
from workers.importing.jdl_parsing import Node, tokens, trees

OPTIONS = {
    "dto": "what the API shows is decided by the target",
    "service": "where there is something to decide, the target prints a service",
    "paginate": "every list has pages",
    "search": "every list can be searched",
    "filter": "every list can be filtered",
    "microservice": "an application is one service",
    "angularSuffix": "names in the source are the target's",
    "clientRootFolder": "folders of the source are the target's",
    "skipClient": "every entity has pages",
    "skipServer": "every entity has an API",
    "noFluentMethod": "that is a matter of Java",
    "readOnly": "who may write is said by roles",
    "embedded": "every entity has a table of its own",
}
"""Why each option is not needed."""

USES = {
    "mapstruct": "dto", "serviceClass": "service", "serviceImpl": "service", "pagination": "paginate",
    "infinite-scroll": "paginate", "elasticsearch": "search", "couchbase": "search",
}  # fmt: skip

GROUPS = {
    "how it is built": "buildTool enableGradleDevelocity gradleDevelocityHost nodePackageManager frontendBuilder "
    "clientBundler packageName graalvmSupport",
    "how it is split into services": "applicationType serviceDiscoveryType gatewayServerPort microfrontend "
    "microfrontends feignClient routes messageBroker reactive websocket serverPort",
    "how one signs in": "authenticationType jwtSecretKey rememberMeKey skipUserManagement syncUserWithIdp",
    "where data is kept": "databaseType devDatabaseType prodDatabaseType databaseMigration incrementalChangelog "
    "cacheProvider enableHibernateCache searchEngine",
    "its client": "clientFramework clientTheme clientThemeVariant clientTestFramework withAdminUi skipClient "
    "skipServer enableSwaggerCodegen",
    "its languages": "enableTranslation nativeLanguage languages",
    "its tests": "testFrameworks",
    "the generator": "dtoSuffix entitySuffix jhiPrefix jhipsterVersion creationTimestamp blueprint blueprints "
    "removeNeedles",
}
"""What the keys of an application's configuration are about."""

_GROUP = {key: group for group, keys in GROUPS.items() for key in keys.split()}


def read_option(node: Node, file: str, notices: Notices) -> None:
    """One notice for each kind of option."""
    word, *rest = tokens(node)
    if node.data == "use":
        options = {USES.get(str(token), str(token)): token for token in rest if token.type == "NAME"}
    else:
        options = {str(word): word}
    for option, token in options.items():
        why = OPTIONS.get(option, "that is a matter of JHipster")
        notices.say(place(token, file), f"the option {option!r} is left out: {why}.")


def read_application(node: Node, leading: Leading, found: Found, notices: Notices) -> None:
    """The first application names the specification; the text before it describes it."""
    where = place(node, found.file)
    config: dict[str, tuple[str, Place]] = {}
    for part in trees(node):
        if part.data == "config":
            config.update(_config(part, found.file, notices))
        elif part.data == "entities":
            _entities(part, found, notices)
        else:
            read_option(part, found.file, notices)
    if "baseName" in config and "name" in found.app:
        name = config.pop("baseName")[0]
        notices.say(where, f"the application {name!r} is made part of {found.app['name']!r}: a file becomes one.")
    elif "baseName" in config:
        found.app.update(_app(config.pop("baseName")[0], leading))
        more = leading.more()
        found.app.update(more.pop("app", {}))
        found.whole.update(more)
    _client(config, found)
    _ignored(config, notices)
    leading.left(notices)


def read_deployment(node: Node, file: str, notices: Notices) -> None:
    keys = [str(part.children[0]) for part in trees(node)]
    notices.say(place(node, file), f"how JHipster deploys is left out, Fusion deploys by itself: {', '.join(keys)}.")


def _app(name: str, leading: Leading) -> Raw:
    said: Raw = {"name": name}
    documented(leading, said)
    text = "\n".join(line for line in leading.text().split("\n") if "@fusion" not in line).strip()
    return {**said, "description": text} if text else said


def _config(node: Node, file: str, notices: Notices) -> dict[str, tuple[str, Place]]:
    if namespace := tokens(node, "NAME"):
        notices.say(place(node, file), f"the configuration of the blueprint {str(namespace[0])!r} is left out.")
        return {}
    return {str(pair.children[0]): (_value(pair.children[1]), place(pair, file)) for pair in trees(node)}


def _value(part: Token | Node) -> str:
    if isinstance(part, Token):
        return part.strip('"')
    return ", ".join(token.strip('"') for token in tokens(part) if token.type != "COMMA")


def _entities(node: Node, found: Found, notices: Notices) -> None:
    if any(tokens(part, "NAME") for part in trees(node)):
        notices.say(place(node, found.file), "which entities belong to the application is left out: all here do.")


def _client(config: dict[str, tuple[str, Place]], found: Found) -> None:
    if config.get("clientFramework", ("",))[0] == "react":
        found.frontends = ("react",)
        del config["clientFramework"]


def _ignored(config: dict[str, tuple[str, Place]], notices: Notices) -> None:
    groups: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for key, (value, where) in config.items():
        group = _GROUP.get(key, "other matters")
        groups.setdefault(group, []).append(f"{key} {value}".strip())
        places.setdefault(group, where)
    for group, said in groups.items():
        notices.say(places[group], f"what is said about {group} is left out: {', '.join(said)}.")
