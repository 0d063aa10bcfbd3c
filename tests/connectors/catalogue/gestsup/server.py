"""A GestSup database, its tables as the product makes them, with invented people."""

from __future__ import annotations

from tests.connectors.sources.databases import Throwaway, throwaway

ZERO = "0000-00-00 00:00:00"
NO_DAY = "0000-00-00"

SCHEMA = """
CREATE TABLE tparameters (id INT PRIMARY KEY, version VARCHAR(10) NOT NULL, server_timezone VARCHAR(50) NOT NULL,
  mail_password VARCHAR(150) NOT NULL);
CREATE TABLE tstates (id INT PRIMARY KEY, number INT NOT NULL, name VARCHAR(60) NOT NULL, meta INT NOT NULL);
CREATE TABLE tcategory (id INT PRIMARY KEY, name VARCHAR(150) NOT NULL);
CREATE TABLE tsubcat (id INT PRIMARY KEY, cat INT NOT NULL, name VARCHAR(150) NOT NULL);
CREATE TABLE tservices (id INT PRIMARY KEY, name VARCHAR(150) NOT NULL);
CREATE TABLE tusers (id INT PRIMARY KEY, login VARCHAR(60) NOT NULL, password VARCHAR(255) NOT NULL,
  lastname VARCHAR(60) NOT NULL);
CREATE TABLE tthreads (id INT AUTO_INCREMENT PRIMARY KEY, ticket INT NOT NULL, date DATETIME NOT NULL,
  author INT NOT NULL, type INT NOT NULL, tech1 INT NOT NULL, state INT NOT NULL, text MEDIUMTEXT NOT NULL,
  KEY (ticket));
CREATE TABLE tincidents (id INT PRIMARY KEY, type INT NOT NULL, technician INT NOT NULL, title VARCHAR(150) NOT NULL,
  description MEDIUMTEXT NOT NULL, user {user} NOT NULL, u_service INT NOT NULL, date_create DATETIME NOT NULL,
  date_res DATETIME NOT NULL, date_modif DATETIME NOT NULL, state INT NOT NULL, category INT NOT NULL,
  subcat INT NOT NULL, template INT NOT NULL, disable INT NOT NULL, asset_id INT NOT NULL);
CREATE TABLE tassets (id INT PRIMARY KEY, sn_internal VARCHAR(30) NOT NULL, sn_manufacturer VARCHAR(60) NOT NULL,
  netbios VARCHAR(60) NOT NULL, type INT NOT NULL, manufacturer INT NOT NULL, model INT NOT NULL, user INT NOT NULL,
  state INT NOT NULL, department INT NOT NULL, date_install DATE NOT NULL, date_stock DATE NOT NULL,
  date_end_warranty DATE NOT NULL, date_last_ping DATE NOT NULL, location INT NOT NULL, virtualization INT NOT NULL,
  disable INT NOT NULL{uuid});
CREATE TABLE tassets_iface (id INT AUTO_INCREMENT PRIMARY KEY, role_id INT NOT NULL, asset_id INT NOT NULL,
  netbios VARCHAR(200) NOT NULL, ip VARCHAR(20) NOT NULL, mac VARCHAR(20) NOT NULL, disable INT NOT NULL);
CREATE TABLE tassets_type (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL);
CREATE TABLE tassets_manufacturer (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL);
CREATE TABLE tassets_model (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL);
CREATE TABLE tassets_state (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL);
CREATE TABLE tassets_location (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL)
"""

STATES = ((1, "Attente PEC"), (2, "En cours"), (3, "Résolu"), (4, "Rejeté"), (5, "Non attribué"), (6, "Attente retour"))
CATEGORIES = ((0, "Aucune"), (1, "Poste de travail"), (2, "Réseau &amp; wifi"), (3, "Sécurité"))
SERVICES = ((0, "Aucun"), (1, "Accueil de l&#039;état civil"), (2, "Écoles"))


def gestsup(version: str = "3.2.55", zone: str = "Europe/Paris") -> Throwaway:
    """A GestSup with its shipped words, without a ticket."""
    made = throwaway()
    old = version.startswith("3.1")
    uuid = "" if old else ", uuid VARCHAR(50) NOT NULL DEFAULT ''"
    made.run(SCHEMA.format(user="VARCHAR(20)" if old else "INT", uuid=uuid).split(";\n"))
    made.fill("tparameters", [(1, version, zone, "secret-de-messagerie")])
    made.fill("tstates", [(number, number, name, 0) for number, name in STATES])
    made.fill("tcategory", list(CATEGORIES))
    made.fill("tsubcat", [(0, 0, "Aucune"), (1, 1, "Imprimante")])
    made.fill("tservices", list(SERVICES))
    made.fill("tusers", [(0, "aucun", "", "Aucun"), (7, "mdurand", "$2y$haché", "SECRETNAME")])
    made.fill("tassets_type", [(1, "PC portable"), (2, "Imprimantes"), (3, "Borne tactile")])
    made.fill("tassets_manufacturer", [(0, "Aucun"), (1, "Constructeur")])
    made.fill("tassets_model", [(0, "Aucun"), (1, "Modèle 15")])
    made.fill("tassets_location", [(0, "Aucune"), (1, "H&ocirc;tel de ville")])
    made.fill("tassets_state", [(1, "Stock"), (2, "Installé"), (3, "Standbye"), (4, "Recyclé")])
    return made


def ticket(number: int, **values: object) -> tuple:
    """A row of the tickets; whatever is not said is an open ticket of user 7."""
    known = {
        "type": 1, "technician": 5, "title": "SECRETTITLE", "description": "<p>SECRETTEXT</p>", "user": 7,
        "u_service": 1, "date_create": "2026-03-02 09:00:00", "date_res": ZERO, "date_modif": "2026-03-02 09:00:00",
        "state": 2, "category": 1, "subcat": 0, "template": 0, "disable": 0, "asset_id": 0,
    }  # fmt: skip
    assert not values.keys() - known.keys()
    return (number, *(known | values).values())


def asset(number: int, **values: object) -> tuple:
    """A row of the equipment, installed unless said otherwise; version 3.1 has no UUID, the last one."""
    known = {
        "sn_internal": f"INV{number}", "sn_manufacturer": f"SN{number}", "netbios": f"PC-{number:02}", "type": 1,
        "manufacturer": 1, "model": 1, "user": 7, "state": 2, "department": 2, "date_install": "2021-03-15",
        "date_stock": NO_DAY, "date_end_warranty": NO_DAY, "date_last_ping": NO_DAY, "location": 0,
        "virtualization": 0, "disable": 0, "uuid": "",
    }  # fmt: skip
    assert not values.keys() - known.keys()
    return (number, *(known | values).values())
