"""A GLPI database, its tables as version 10.0.19 makes them, with invented people."""

from __future__ import annotations

from tests.connectors.sources.databases import Throwaway, throwaway

SCHEMA = """
CREATE TABLE glpi_configs (id INT AUTO_INCREMENT PRIMARY KEY, context VARCHAR(150), name VARCHAR(150), value TEXT);
CREATE TABLE glpi_entities (id INT PRIMARY KEY, entities_id INT NULL, completename TEXT);
CREATE TABLE glpi_locations (id INT PRIMARY KEY, completename TEXT);
CREATE TABLE glpi_groups (id INT PRIMARY KEY, completename TEXT);
CREATE TABLE glpi_users (id INT PRIMARY KEY, name VARCHAR(255), password VARCHAR(255));
CREATE TABLE glpi_itilcategories (id INT PRIMARY KEY, completename TEXT);
CREATE TABLE glpi_tickets (id INT PRIMARY KEY, entities_id INT NOT NULL, name VARCHAR(255), content LONGTEXT,
  locations_id INT NOT NULL, date {instant} NULL, solvedate {instant} NULL, closedate {instant} NULL,
  date_mod {instant} NULL, status INT NOT NULL, itilcategories_id INT NOT NULL, is_deleted TINYINT NOT NULL,
  takeintoaccountdate {instant} NULL);
CREATE TABLE glpi_tickets_users (id INT AUTO_INCREMENT PRIMARY KEY, tickets_id INT NOT NULL, users_id INT NOT NULL,
  type INT NOT NULL, alternative_email VARCHAR(255) DEFAULT 'SECRETMAIL');
CREATE TABLE glpi_groups_tickets (id INT AUTO_INCREMENT PRIMARY KEY, tickets_id INT NOT NULL, groups_id INT NOT NULL,
  type INT NOT NULL);
CREATE TABLE glpi_items_tickets (id INT AUTO_INCREMENT PRIMARY KEY, itemtype VARCHAR(255), items_id INT NOT NULL,
  tickets_id INT NOT NULL);
CREATE TABLE glpi_computers (id INT PRIMARY KEY, name VARCHAR(255), serial VARCHAR(255), entities_id INT NOT NULL,
  locations_id INT NOT NULL, computertypes_id INT NOT NULL, manufacturers_id INT NOT NULL,
  computermodels_id INT NOT NULL, states_id INT NOT NULL, users_id INT NOT NULL, is_deleted TINYINT NOT NULL,
  is_template TINYINT NOT NULL, uuid VARCHAR(255) NULL, last_inventory_update TIMESTAMP NULL);
CREATE TABLE glpi_computertypes (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_manufacturers (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_computermodels (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_states (id INT PRIMARY KEY, completename TEXT);
CREATE TABLE glpi_infocoms (id INT AUTO_INCREMENT PRIMARY KEY, items_id INT, itemtype VARCHAR(100), buy_date DATE NULL,
  use_date DATE NULL, warranty_date DATE NULL, warranty_duration INT NOT NULL DEFAULT 0,
  value DECIMAL(20,4) NOT NULL DEFAULT 0);
CREATE TABLE glpi_items_operatingsystems (id INT AUTO_INCREMENT PRIMARY KEY, items_id INT, itemtype VARCHAR(255),
  operatingsystems_id INT, operatingsystemversions_id INT, operatingsystemkernelversions_id INT, is_deleted TINYINT);
CREATE TABLE glpi_operatingsystems (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_operatingsystemversions (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_operatingsystemkernelversions (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_computerantiviruses (id INT AUTO_INCREMENT PRIMARY KEY, computers_id INT, is_active TINYINT,
  is_uptodate TINYINT, is_deleted TINYINT);
CREATE TABLE glpi_suppliers (id INT PRIMARY KEY, entities_id INT NOT NULL DEFAULT 0, name VARCHAR(255),
  suppliertypes_id INT NOT NULL DEFAULT 0, registration_number VARCHAR(255), address TEXT,
  email VARCHAR(255) DEFAULT 'SECRETMAIL', is_deleted TINYINT NOT NULL DEFAULT 0, is_active TINYINT NOT NULL DEFAULT 0);
CREATE TABLE glpi_suppliertypes (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_contracts (id INT PRIMARY KEY, entities_id INT NOT NULL DEFAULT 0, name VARCHAR(255),
  num VARCHAR(255), contracttypes_id INT NOT NULL DEFAULT 0, begin_date DATE NULL, duration INT NOT NULL DEFAULT 0,
  notice INT NOT NULL DEFAULT 0, periodicity INT NOT NULL DEFAULT 0, comment TEXT,
  is_deleted TINYINT NOT NULL DEFAULT 0, renewal INT NOT NULL DEFAULT 0, is_template TINYINT NOT NULL DEFAULT 0);
CREATE TABLE glpi_contracttypes (id INT PRIMARY KEY, name VARCHAR(255));
CREATE TABLE glpi_contracts_suppliers (id INT AUTO_INCREMENT PRIMARY KEY, suppliers_id INT, contracts_id INT);
CREATE TABLE glpi_contractcosts (id INT AUTO_INCREMENT PRIMARY KEY, contracts_id INT NOT NULL, name VARCHAR(255),
  begin_date DATE NULL, end_date DATE NULL, cost DECIMAL(20,4) NOT NULL DEFAULT 0)
"""

WORDS = """
INSERT INTO glpi_configs (context, name, value) VALUES ('core', 'version', '10.0.19');
INSERT INTO glpi_entities VALUES (0, NULL, 'Entité racine'), (1, 0, 'Entité racine > Mairie');
INSERT INTO glpi_locations VALUES (1, 'Hôtel de ville');
INSERT INTO glpi_groups VALUES (1, 'Mairie > Écoles');
INSERT INTO glpi_users VALUES (7, 'SECRETNAME', 'haché');
INSERT INTO glpi_itilcategories VALUES (1, 'Poste &#62; Imprimante'), (2, 'Réseau');
INSERT INTO glpi_computertypes VALUES (1, 'Portable');
INSERT INTO glpi_manufacturers VALUES (1, 'Constructeur');
INSERT INTO glpi_computermodels VALUES (1, 'Modèle 15');
INSERT INTO glpi_states VALUES (1, 'En service');
INSERT INTO glpi_operatingsystems VALUES (1, 'Microsoft Windows 11 Professionnel'),
  (2, 'Microsoft Windows 10 Professionnel');
INSERT INTO glpi_operatingsystemversions VALUES (1, '23H2'), (2, '22H2');
INSERT INTO glpi_operatingsystemkernelversions VALUES (1, '10.0.22631')
"""


def glpi_database(instant: str = "TIMESTAMP") -> Throwaway:
    """A GLPI with its words, without a ticket; ``DATETIME`` is that of a base never migrated."""
    made = throwaway()
    made.run(SCHEMA.format(instant=instant).split(";\n"))
    made.run(WORDS.split(";\n"))
    return made
