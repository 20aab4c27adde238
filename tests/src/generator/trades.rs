//! What is sold: trades and their items.

use super::words::Language;

/// Index into the units of a language.
pub const PIECE: usize = 0;
/// Hours.
pub const HOUR: usize = 1;
/// Days.
pub const DAY: usize = 2;
/// Months.
pub const MONTH: usize = 3;
/// Kilograms.
pub const KILO: usize = 4;
/// Square metres.
pub const AREA: usize = 5;
/// Litres.
pub const LITRE: usize = 6;
/// All in one.
pub const LOT: usize = 7;

/// An item: name, further detail (may be empty), unit, lowest and highest price in cents, VAT class: 0 full, 1 intermediate, 2 reduced, 3 super-reduced, 4 outside VAT.
pub type Item = (&'static str, &'static str, usize, i64, i64, usize);

/// A trade.
#[derive(Debug)]
pub struct Trade {
    /// Stable name, counted in the coverage.
    pub key: &'static str,
    /// Language its items are written in.
    pub language: Language,
    /// Names a company of the trade may bear; `{}` is a family name or a place.
    pub companies: &'static [&'static str],
    /// Items.
    pub items: &'static [Item],
}

/// Every trade.
#[rustfmt::skip]
pub const TRADES: &[Trade] = &[
    Trade { key: "software", language: Language::French, companies: &["{} Informatique", "Studio {}", "{} Conseil", "Pixel {}", "{} Digital"], items: &[
        ("Développement d'un module de gestion des stocks", "Sprint 4 - recette incluse", DAY, 45000, 75000, 0),
        ("Hébergement mutualisé annuel", "Domaine et certificat compris", PIECE, 4800, 29000, 0),
        ("Maintenance applicative", "Forfait mensuel", MONTH, 15000, 90000, 0),
        ("Licence poste de travail", "", PIECE, 1990, 24900, 0), ("Formation des utilisateurs", "Sur site, 6 participants maximum", DAY, 65000, 110000, 0),
        ("Audit de sécurité du réseau", "", LOT, 90000, 350000, 0), ("Création d'une identité visuelle", "Logo, charte, déclinaisons", LOT, 60000, 240000, 0),
        ("Assistance téléphonique", "", HOUR, 5500, 9500, 0), ("Sauvegarde externalisée 500 Go", "", MONTH, 1500, 8900, 0),
        ("Intégration de la page d'accueil et des pages produits du site marchand", "", DAY, 38000, 62000, 0),
        ("Écran 27 pouces réglable en hauteur", "Garantie 3 ans", PIECE, 18900, 39900, 0), ("Station d'accueil USB-C", "", PIECE, 8900, 21900, 0),
    ] },
    Trade { key: "building", language: Language::French, companies: &["{} Bâtiment", "Maçonnerie {}", "{} Rénovation", "Plomberie {}", "Électricité {}", "Menuiserie {}", "Les Toitures de {}"], items: &[
        ("Dépose et évacuation de l'ancien revêtement de sol", "", AREA, 800, 2500, 1), ("Fourniture et pose de carrelage grès cérame 60 x 60", "Joints et plinthes compris", AREA, 4500, 9500, 1),
        ("Peinture acrylique mate, deux couches", "Murs et plafonds", AREA, 1200, 2800, 1), ("Remplacement du chauffe-eau 200 litres", "Norme NF, groupe de sécurité neuf", PIECE, 45000, 98000, 1),
        ("Main d'œuvre qualifiée", "", HOUR, 3800, 6200, 1), ("Isolation des combles en laine de roche 300 mm", "R = 7,5", AREA, 2200, 4900, 2),
        ("Tableau électrique 3 rangées", "", PIECE, 32000, 89000, 1), ("Déplacement et mise en sécurité du chantier", "", LOT, 4500, 25000, 0),
        ("Fenêtre PVC double vitrage 120 x 135", "Pose en rénovation", PIECE, 29000, 68000, 2), ("Location d'un échafaudage de pied", "", DAY, 8500, 19000, 0),
        ("Mitigeur thermostatique de douche", "", PIECE, 8900, 25900, 1), ("Béton C25/30 dosé à 350 kg, livré par camion toupie et coulé en fondation", "", PIECE, 11000, 16500, 0),
    ] },
    Trade { key: "garage", language: Language::French, companies: &["Garage {}", "{} Automobiles", "Carrosserie {}", "Auto Service {}"], items: &[
        ("Vidange huile moteur 5W30", "", LITRE, 900, 1900, 0), ("Filtre à huile", "", PIECE, 890, 2490, 0), ("Plaquettes de frein avant (jeu)", "", PIECE, 3900, 9800, 0),
        ("Pneu 205/55 R16 91V", "Montage et équilibrage compris", PIECE, 6900, 13900, 0), ("Main d'œuvre mécanique T2", "", HOUR, 5900, 9800, 0),
        ("Recyclage pneumatiques usagés", "", PIECE, 150, 350, 0), ("Disque de frein ventilé", "", PIECE, 4500, 9900, 0), ("Balai d'essuie-glace", "", PIECE, 1200, 2900, 0),
        ("Kit distribution et pompe à eau", "", PIECE, 18900, 42900, 0), ("Liquide de refroidissement", "", LITRE, 450, 990, 0), ("Contrôle géométrie des trains roulants", "", LOT, 6900, 11900, 0),
    ] },
    Trade { key: "hotel", language: Language::French, companies: &["Hôtel {}", "Auberge {}", "Hôtel du Parc {}", "Le Relais {}"], items: &[
        ("Chambre double supérieure", "Nuitée", PIECE, 8900, 21900, 1), ("Petit déjeuner buffet", "", PIECE, 900, 1900, 1), ("Parking couvert", "", DAY, 800, 2200, 0),
        ("Dîner demi-pension", "", PIECE, 2200, 4500, 1), ("Bar - boissons alcoolisées", "", PIECE, 600, 1800, 0), ("Location de la salle de séminaire", "", DAY, 18000, 65000, 0),
        ("Taxe de séjour", "", PIECE, 80, 330, 4), ("Chambre simple confort", "Nuitée", PIECE, 6500, 12900, 1), ("Pause café", "", PIECE, 500, 1200, 1),
    ] },
    Trade { key: "restaurant", language: Language::French, companies: &["Restaurant {}", "La Table de {}", "Brasserie {}", "Chez {}", "Traiteur {}"], items: &[
        ("Menu du jour", "", PIECE, 1450, 2400, 1), ("Plat du jour", "", PIECE, 1100, 1800, 1), ("Café", "", PIECE, 150, 290, 1), ("Verre de vin rouge", "", PIECE, 390, 850, 0),
        ("Entrecôte grillée", "", PIECE, 1900, 3200, 1), ("Eau minérale 50 cl", "", PIECE, 250, 450, 2), ("Dessert maison", "", PIECE, 600, 1100, 1), ("Bière pression 25 cl", "", PIECE, 320, 590, 0),
        ("Buffet froid", "Par personne", PIECE, 1600, 3900, 1), ("Salade composée", "", PIECE, 990, 1690, 1), ("Vaisselle et nappage", "", LOT, 5000, 25000, 0),
    ] },
    Trade { key: "food", language: Language::French, companies: &["Épicerie {}", "Primeurs {}", "Boulangerie {}", "Cave {}", "Fromagerie {}", "Ferme de {}"], items: &[
        ("Pommes de terre Charlotte", "", KILO, 120, 290, 2), ("Farine de blé T65, sac de 25 kg", "", PIECE, 1600, 3200, 2), ("Huile d'olive vierge extra 75 cl", "", PIECE, 790, 1690, 2),
        ("Vin rouge AOP, carton de 6", "", PIECE, 3200, 9800, 0), ("Comté affiné 18 mois", "", KILO, 1890, 3290, 2), ("Champagne brut 75 cl", "", PIECE, 1890, 4500, 0),
        ("Confiture de fraises artisanale", "", PIECE, 390, 790, 2), ("Beurre doux AOP 250 g", "", PIECE, 240, 420, 2), ("Café en grains", "", KILO, 1290, 2990, 2), ("Tomates grappe", "", KILO, 190, 490, 2),
        ("Emballages recyclables", "", PIECE, 10, 90, 0), ("Œufs plein air, plateau de 30", "", PIECE, 590, 990, 2),
    ] },
    Trade { key: "office", language: Language::French, companies: &["{} Bureau", "Papeterie {}", "{} Fournitures", "Comptoir {}", "{} Distribution"], items: &[
        ("Ramette papier A4 80 g", "", PIECE, 390, 690, 0), ("Classeur à levier dos 80 mm", "", PIECE, 190, 490, 0), ("Cartouche de toner noir haute capacité", "", PIECE, 5900, 18900, 0),
        ("Fauteuil de bureau ergonomique", "Coloris anthracite", PIECE, 12900, 49900, 0), ("Stylo bille bleu (boîte de 50)", "", PIECE, 890, 1990, 0), ("Bureau droit 160 x 80", "", PIECE, 15900, 39900, 0),
        ("Lampe LED articulée", "", PIECE, 2900, 8900, 0), ("Caisson mobile 3 tiroirs", "", PIECE, 8900, 19900, 0), ("Enveloppes C5 avec fenêtre 45 x 100 mm auto-adhésives, boîte de 500", "", PIECE, 1490, 3990, 0),
        ("Éco-contribution mobilier", "", PIECE, 20, 690, 0), ("Tableau blanc magnétique 120 x 90", "", PIECE, 4900, 12900, 0), ("Destructeur de documents coupe croisée", "", PIECE, 7900, 24900, 0),
    ] },
    Trade { key: "telecom", language: Language::French, companies: &["{} Télécom", "Réseaux {}", "{} Mobile", "Fibre {}"], items: &[
        ("Abonnement fibre professionnelle 1 Gb/s", "", MONTH, 2990, 8900, 0), ("Forfait mobile 100 Go", "Ligne 06 00 00 00 00", MONTH, 990, 3990, 0), ("Location du routeur", "", MONTH, 300, 900, 0),
        ("Communications hors forfait", "", LOT, 50, 4500, 0), ("Option adresse IP fixe", "", MONTH, 200, 900, 0), ("Frais de mise en service", "", LOT, 2900, 9900, 0), ("Standard virtuel 5 postes", "", MONTH, 1990, 6990, 0),
    ] },
    Trade { key: "energy", language: Language::French, companies: &["{} Énergies", "Régie des eaux de {}", "Électricité de {}", "Gaz {}"], items: &[
        ("Abonnement électricité 9 kVA", "", MONTH, 1190, 1890, 2), ("Consommation heures pleines (kWh)", "Index 12 458 à 13 211", PIECE, 14, 24, 0), ("Consommation heures creuses (kWh)", "Index 8 021 à 8 640", PIECE, 11, 18, 0),
        ("Contribution tarifaire d'acheminement", "", LOT, 300, 1500, 2), ("Accise sur l'électricité", "", LOT, 500, 4500, 0), ("Consommation d'eau (m³)", "", PIECE, 180, 420, 2), ("Part fixe assainissement", "", LOT, 1200, 4900, 1),
        ("Redevance pollution", "", LOT, 300, 2500, 2),
    ] },
    Trade { key: "consulting", language: Language::French, companies: &["Cabinet {}", "{} & Associés", "{} Expertise", "Groupe {}"], items: &[
        ("Mission d'assistance comptable", "Exercice en cours", LOT, 45000, 280000, 0), ("Consultation juridique", "", HOUR, 15000, 32000, 0), ("Rédaction d'un contrat de travail", "", LOT, 18000, 48000, 0),
        ("Établissement des bulletins de paie", "", PIECE, 1800, 3500, 0), ("Frais de déplacement", "", LOT, 2500, 35000, 0), ("Accompagnement au changement", "Ateliers et compte rendu", DAY, 70000, 130000, 0),
        ("Étude de faisabilité et plan de financement du projet d'implantation", "", LOT, 120000, 480000, 0), ("Débours : frais de greffe", "", LOT, 2500, 9900, 4), ("Réunion de cadrage", "", HOUR, 9000, 16000, 0),
    ] },
    Trade { key: "freelance", language: Language::French, companies: &["{}", "{} Photographie", "{} Graphisme", "Atelier {}"], items: &[
        ("Reportage photographique", "Cession de droits pour 2 ans", LOT, 35000, 180000, 0), ("Rédaction d'articles", "", PIECE, 8000, 25000, 0), ("Traduction anglais-français (mots)", "", PIECE, 8, 18, 0),
        ("Mise en page d'une brochure de 16 pages", "", LOT, 28000, 95000, 0), ("Cours de piano à domicile", "", HOUR, 2800, 5500, 0), ("Montage vidéo", "", DAY, 25000, 48000, 0), ("Illustration de couverture", "", PIECE, 18000, 65000, 0),
    ] },
    Trade { key: "association", language: Language::French, companies: &["Association {}", "Amicale {}", "Club sportif de {}", "Foyer rural de {}"], items: &[
        ("Adhésion annuelle personne morale", "", PIECE, 3000, 25000, 0), ("Stand de 9 m² au salon", "", PIECE, 25000, 90000, 0), ("Participation aux frais de formation", "", PIECE, 5000, 45000, 0),
        ("Encart publicitaire quart de page", "", PIECE, 8000, 30000, 0), ("Location de la salle polyvalente", "", DAY, 8000, 35000, 0), ("Atelier d'initiation", "", HOUR, 3500, 7500, 0),
    ] },
    Trade { key: "transport", language: Language::French, companies: &["Transports {}", "{} Logistique", "Messagerie {}", "Taxi {}"], items: &[
        ("Transport palette Lyon - Marseille", "Lettre de voiture jointe", PIECE, 6500, 18900, 0), ("Surcharge carburant", "", LOT, 500, 9900, 0), ("Location véhicule 20 m³ avec hayon", "", DAY, 8900, 18900, 0),
        ("Stockage en entrepôt", "", MONTH, 1500, 9500, 0), ("Course express", "", PIECE, 2500, 12500, 0), ("Manutention", "", HOUR, 2800, 4900, 0), ("Emballage et calage", "", LOT, 1500, 12900, 0),
    ] },
    Trade { key: "health", language: Language::French, companies: &["Pharmacie {}", "Matériel médical {}", "Optique {}", "Laboratoire {}"], items: &[
        ("Gants nitrile sans poudre, boîte de 100", "", PIECE, 590, 1490, 0), ("Fauteuil roulant pliant", "", PIECE, 18900, 59900, 2), ("Solution hydroalcoolique 500 ml", "", PIECE, 390, 990, 0),
        ("Médicament remboursable, boîte de 28", "", PIECE, 210, 2890, 3), ("Monture optique acétate", "", PIECE, 6900, 24900, 0), ("Location d'un lit médicalisé", "", MONTH, 3900, 9900, 2), ("Compresses stériles 10 x 10", "", PIECE, 190, 690, 0),
    ] },
    Trade { key: "services-en", language: Language::English, companies: &["{} Ltd", "{} Consulting Ltd", "{} Systems Inc.", "{} Trading Ltd", "{} Studio"], items: &[
        ("Website design and development", "Phase one, responsive layout", LOT, 90000, 450000, 0), ("Consulting services", "", HOUR, 7500, 19000, 0), ("Annual software licence", "", PIECE, 9900, 99000, 0), ("Technical support, gold plan", "", MONTH, 4900, 39000, 0),
        ("Wireless keyboard", "", PIECE, 2490, 8990, 0), ("On-site training day", "Up to eight people", DAY, 60000, 120000, 0), ("Travel expenses", "", LOT, 4500, 60000, 0), ("Stainless steel bracket, 40 mm, zinc plated with mounting screws", "", PIECE, 120, 890, 0),
        ("Cloud storage 2 TB", "", MONTH, 990, 4990, 0), ("Proofreading of the annual report", "", PIECE, 15000, 60000, 0), ("Office chair, black", "", PIECE, 12900, 39900, 0),
    ] },
    Trade { key: "services-es", language: Language::Spanish, companies: &["{} S.L.", "Talleres {} S.A.", "{} Consultores S.L."], items: &[
        ("Servicio de mantenimiento informático", "Cuota mensual", MONTH, 9000, 45000, 0), ("Mano de obra especializada", "", HOUR, 2800, 5900, 0), ("Silla de oficina giratoria", "", PIECE, 7900, 25900, 0),
        ("Menú de empresa", "", PIECE, 1200, 2500, 1), ("Diseño de folleto publicitario", "", LOT, 15000, 70000, 0), ("Tubería de cobre 22 mm, barra de 3 metros con accesorios", "", PIECE, 1500, 4500, 0), ("Desplazamiento", "", LOT, 2500, 9000, 0),
    ] },
    Trade { key: "services-it", language: Language::Italian, companies: &["{} S.r.l.", "Officina {} S.n.c.", "{} Consulting S.r.l."], items: &[
        ("Consulenza fiscale", "", HOUR, 6000, 12000, 0), ("Manutenzione impianto elettrico", "Intervento in sede", LOT, 15000, 80000, 0), ("Lampada da tavolo", "", PIECE, 2900, 12900, 0), ("Olio extravergine d'oliva 5 litri", "", PIECE, 3900, 8900, 3),
        ("Pernottamento camera doppia", "", PIECE, 8900, 19900, 1), ("Piastrelle in gres porcellanato 60 x 60, prima scelta", "", AREA, 1800, 4900, 0), ("Trasporto", "", LOT, 2500, 19000, 0),
    ] },
    Trade { key: "services-pt", language: Language::Portuguese, companies: &["{} Lda", "{} Serviços Lda", "{} & Filhos, S.A."], items: &[
        ("Serviço de limpeza mensal", "", MONTH, 15000, 60000, 0), ("Consultoria em gestão", "", HOUR, 4500, 9500, 0), ("Azeite virgem extra 75 cl", "", PIECE, 590, 1290, 2), ("Cadeira de escritório", "", PIECE, 8900, 29900, 0),
        ("Refeição completa", "", PIECE, 900, 1900, 1), ("Reparação de equipamento, peças e mão de obra incluídas", "", LOT, 8900, 49000, 0),
    ] },
    Trade { key: "services-nl", language: Language::Dutch, companies: &["{} B.V.", "{} Techniek B.V.", "Bureau {}"], items: &[
        ("Onderhoud cv-installatie", "", LOT, 9000, 25000, 0), ("Uren projectmanagement", "", HOUR, 7500, 13500, 0), ("Bureaustoel zwart", "", PIECE, 9900, 34900, 0), ("Boek: wegwijs in de belastingen", "", PIECE, 1990, 4990, 1),
        ("Reiskosten", "", LOT, 1500, 9900, 0), ("Bewegingsmelder met schemerschakelaar, wit, opbouw, 180 graden", "", PIECE, 2490, 6990, 0), ("Jaarlicentie software", "", PIECE, 9900, 49900, 0),
    ] },
    Trade { key: "goods-de", language: Language::German, companies: &["{} GmbH", "{} Technik GmbH", "{} & Söhne KG", "{} Handels GmbH", "{} Services AG"], items: &[
        ("Wartung der Heizungsanlage", "inkl. Anfahrt", LOT, 12000, 48000, 0), ("Arbeitsstunde Monteur", "", HOUR, 4800, 8900, 0), ("Druckerpapier A4, 500 Blatt", "", PIECE, 390, 690, 0), ("Beratung vor Ort", "", DAY, 68000, 120000, 0),
        ("Ersatzfilter für Lüftungsgerät", "", PIECE, 1490, 5990, 0), ("Softwarelizenz Jahresabonnement", "", PIECE, 9900, 59900, 0), ("Fachbuch Steuerrecht", "", PIECE, 2990, 8990, 1), ("Kabelkanal 40 x 60 mm, weiß, Länge 2 m, mit Deckel", "", PIECE, 590, 1490, 0),
        ("Schreibtischlampe LED", "", PIECE, 2990, 8990, 0), ("Fahrtkosten", "", LOT, 2500, 15000, 0),
    ] },
];
