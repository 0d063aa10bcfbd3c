"""An OCS Inventory database, its tables as version 2.11 makes them, with invented machines."""

from __future__ import annotations

from tests.connectors.sources.databases import Throwaway, throwaway

SCHEMA = """
CREATE TABLE config (NAME VARCHAR(50) NOT NULL PRIMARY KEY, IVALUE INT, TVALUE VARCHAR(255), COMMENTS TEXT);
CREATE TABLE hardware (ID INT NOT NULL AUTO_INCREMENT, DEVICEID VARCHAR(255) NOT NULL, NAME VARCHAR(255),
  WORKGROUP VARCHAR(255), USERDOMAIN VARCHAR(255), OSNAME VARCHAR(255), OSVERSION VARCHAR(255), OSCOMMENTS VARCHAR(255),
  PROCESSORT VARCHAR(255), MEMORY INT, IPADDR VARCHAR(255), LASTDATE DATETIME, LASTCOME DATETIME, QUALITY DECIMAL(7,4),
  FIDELITY BIGINT DEFAULT 1, USERID VARCHAR(255), TYPE INT, UUID VARCHAR(255), ARCH VARCHAR(10), CHECKSUM BIGINT,
  USERAGENT VARCHAR(50), CATEGORY_ID INT, ARCHIVE INT, PRIMARY KEY (DEVICEID, ID), KEY (ID)) CHARACTER SET utf8mb3;
CREATE TABLE bios (HARDWARE_ID INT NOT NULL PRIMARY KEY, SMANUFACTURER VARCHAR(255), SMODEL VARCHAR(255),
  SSN VARCHAR(255), TYPE VARCHAR(255), BMANUFACTURER VARCHAR(255), BVERSION VARCHAR(255), BDATE VARCHAR(255),
  ASSETTAG VARCHAR(255));
CREATE TABLE accountinfo (HARDWARE_ID INT NOT NULL PRIMARY KEY, TAG VARCHAR(255) DEFAULT 'NA');
CREATE TABLE networks (ID INT NOT NULL AUTO_INCREMENT PRIMARY KEY, HARDWARE_ID INT NOT NULL, DESCRIPTION VARCHAR(255),
  MACADDR VARCHAR(255), IPADDRESS VARCHAR(255));
CREATE TABLE blacklist_serials (ID INT AUTO_INCREMENT PRIMARY KEY, SERIAL VARCHAR(100));
CREATE TABLE blacklist_macaddresses (ID INT AUTO_INCREMENT PRIMARY KEY, MACADDRESS VARCHAR(100));
CREATE TABLE operators (ID VARCHAR(255) PRIMARY KEY, PASSWD VARCHAR(255));
INSERT INTO config VALUES ('GUI_VERSION', 0, '7069', '');
INSERT INTO blacklist_serials (SERIAL) VALUES ('N/A'), ('PARTAGE-01');
INSERT INTO blacklist_macaddresses (MACADDRESS) VALUES ('A4:BB:CC:00:00:99');
INSERT INTO operators VALUES ('admin', 'haché')
"""

Machine = dict[str, object]


def ocs_database() -> Throwaway:
    """An OCS without a machine."""
    made = throwaway()
    made.run(SCHEMA.split(";\n"))
    return made


def add_machines(server: Throwaway, machines: list[Machine]) -> None:
    """Add machines by their numbers; what is not said is as the agents leave it."""
    hardware, bios, tags, cards = [], [], [], []
    for rank, one in enumerate(machines, 1):
        device = one.get("device", f"{one['name']}-2026-01-15-10-00-{rank:02}")
        hardware.append(
            (rank, device, one["name"], one.get("os", "Microsoft Windows 11 Professionnel"),
             one.get("version", "10.0.22631"), one.get("seen", "NOW()"), one.get("uuid"), one.get("archive"))
        )  # fmt: skip
        bios.append((rank, "Dell Inc.", "Latitude 5540", one.get("serial"), one.get("type", "Laptop")))
        tags.append((rank, one.get("tag", "MAIRIE")))
        cards += [(rank, mac) for mac in one.get("macs", [])]
    text = ", ".join(
        "(" + ", ".join("NOW()" if cell == "NOW()" else server.quoted(cell) for cell in row) + ", 'SECRETLOGIN')"
        for row in hardware
    )
    server.run(
        f"INSERT INTO hardware (ID, DEVICEID, NAME, OSNAME, OSVERSION, LASTCOME, UUID, ARCHIVE, USERID) VALUES {text}"
    )
    server.fill("bios (HARDWARE_ID, SMANUFACTURER, SMODEL, SSN, TYPE)", bios)
    server.fill("accountinfo", tags)
    if cards:
        server.fill("networks (HARDWARE_ID, MACADDR)", cards)
