import type { Component } from '../../model.ts'

/** The words that name a component, by language: singular and plural, and what people type for ß and umlauts. */
export const COMPONENT_WORDS: Readonly<Record<string, Readonly<Record<Component, readonly string[]>>>> = {
  English: {
    vision: ['vision', 'visions', 'vision statement', 'vision statements', 'what success looks like'],
    values: ['value', 'values', 'principle', 'principles'],
    methods: [
      ...['method', 'methods', 'strategy', 'strategies', 'tactic', 'tactics'],
      ...['initiative', 'initiatives', 'action', 'actions'],
    ],
    obstacles: ['obstacle', 'obstacles', 'risk', 'risks', 'blocker', 'blockers', 'challenge', 'challenges'],
    measures: [
      ...['measure', 'measures', 'measurement', 'measurements', 'metric', 'metrics', 'KPI', 'KPIs'],
      ...['key performance indicator', 'key performance indicators', 'key result', 'key results'],
      ...['success criterion', 'success criterions', 'success criteria'],
    ],
  },
  German: {
    vision: ['Vision', 'Visionen'],
    values: ['Wert', 'Werte', 'Prinzip', 'Prinzipien', 'Grundsatz', 'Grundsätze', 'Grundsaetze'],
    methods: [
      ...['Methode', 'Methoden', 'Strategie', 'Strategien', 'Maßnahme', 'Maßnahmen', 'Initiative', 'Initiativen'],
    ],
    obstacles: [
      ...['Hindernis', 'Hindernisse', 'Risiko', 'Risiken', 'Risikos', 'Hürde', 'Hürden', 'Huerde', 'Huerden'],
      ...['Herausforderung', 'Herausforderungen'],
    ],
    measures: [
      ...['Messgröße', 'Messgrößen', 'Messgroesse', 'Messgroessen', 'Messung', 'Messungen', 'Kennzahl', 'Kennzahlen'],
      ...['Metrik', 'Metriken', 'Erfolgskriterium', 'Erfolgskriterien'],
    ],
  },
  French: {
    vision: ['vision', 'visions'],
    values: ['valeur', 'valeurs', 'principe', 'principes'],
    methods: [...['méthode', 'méthodes', 'stratégie', 'stratégies', 'action', 'actions', 'initiative', 'initiatives']],
    obstacles: ['obstacle', 'obstacles', 'risque', 'risques', 'frein', 'freins', 'défi', 'défis'],
    measures: [
      ...['mesure', 'mesures', 'indicateur', 'indicateurs', 'métrique', 'métriques'],
      ...['critère de succès', 'critères de succès'],
    ],
  },
  Spanish: {
    vision: ['visión', 'visiones'],
    values: ['valor', 'valores', 'principio', 'principios'],
    methods: [...['método', 'métodos', 'estrategia', 'estrategias', 'acción', 'acciones', 'iniciativa', 'iniciativas']],
    obstacles: ['obstáculo', 'obstáculos', 'riesgo', 'riesgos', 'desafío', 'desafíos', 'reto', 'retos'],
    measures: [
      ...['medida', 'medidas', 'métrica', 'métricas', 'indicador', 'indicadores'],
      ...['criterio de éxito', 'criterios de éxito'],
    ],
  },
  Portuguese: {
    vision: ['visão', 'visões'],
    values: ['valor', 'valores', 'princípio', 'princípios'],
    methods: [
      ...['método', 'métodos', 'estratégia', 'estratégias', 'ação', 'ações', 'acção', 'acções'],
      ...['iniciativa', 'iniciativas'],
    ],
    obstacles: ['obstáculo', 'obstáculos', 'risco', 'riscos', 'desafio', 'desafios'],
    measures: [
      ...['medida', 'medidas', 'métrica', 'métricas', 'indicador', 'indicadores'],
      ...['critério de sucesso', 'critérios de sucesso'],
    ],
  },
  Italian: {
    vision: ['visione', 'visioni'],
    values: ['valore', 'valori', 'principio', 'principi', 'princìpi'],
    methods: ['metodo', 'metodi', 'strategia', 'strategie', 'azione', 'azioni', 'iniziativa', 'iniziative'],
    obstacles: ['ostacolo', 'ostacoli', 'rischio', 'rischi', 'sfida', 'sfide'],
    measures: [
      ...['misura', 'misure', 'metrica', 'metriche', 'indicatore', 'indicatori'],
      ...['criterio di successo', 'criteri di successo'],
    ],
  },
  Dutch: {
    vision: ['visie', 'visies'],
    values: ['waarde', 'waarden', 'waardes', 'principe', 'principes'],
    methods: [
      ...['methode', 'methoden', 'methodes', 'strategie', 'strategieën', 'actie', 'acties'],
      ...['initiatief', 'initiatieven'],
    ],
    obstacles: ['obstakel', 'obstakels', 'risico', "risico's", 'uitdaging', 'uitdagingen'],
    measures: [
      ...['meting', 'metingen', 'meetwaarde', 'meetwaarden', 'meetwaardes', 'indicator', 'indicators', 'indicatoren'],
      ...['succescriterium', 'succescriteria'],
    ],
  },
  Japanese: {
    vision: ['ビジョン'],
    values: ['価値', '価値観', 'バリュー'],
    methods: ['方法', '手段', '施策'],
    obstacles: ['障害', '課題', 'リスク'],
    measures: ['指標', '測定', '評価指標'],
  },
}

/**
 * Words of neighbouring methods. They name no component, but as headings they end the part before them. A single goal or
 * priority is none of them: it is a label within a part (`Priority: high`).
 */
export const NEUTRAL_WORDS: readonly string[] = [
  ...['mission', 'missions', 'mission statement', 'objectives', 'goals', 'priorities'],
  ...['Missionen', 'Ziele', 'Prioritäten', 'objectifs', 'priorités', 'misión', 'objetivos', 'prioridades'],
  ...['missão', 'missione', 'obiettivi', 'priorità', 'missie', 'doelen', 'prioriteiten'],
  ...['ミッション', '目標', '優先事項'],
]
